/* Names of scripts and anomalies, as they stand in decisions. */
#include <interdict/text.h>

#include <assert.h>

const char *ix_script_name(ix_script script) {
    static const char *const names[IX_SCRIPT_COUNT] = {[IX_SCRIPT_NONE] = "none",
                                                       [IX_SCRIPT_LATIN] = "latin",
                                                       [IX_SCRIPT_CYRILLIC] = "cyrillic",
                                                       [IX_SCRIPT_GREEK] = "greek",
                                                       [IX_SCRIPT_ARMENIAN] = "armenian",
                                                       [IX_SCRIPT_GEORGIAN] = "georgian",
                                                       [IX_SCRIPT_ARABIC] = "arabic",
                                                       [IX_SCRIPT_HEBREW] = "hebrew",
                                                       [IX_SCRIPT_DEVANAGARI] = "devanagari",
                                                       [IX_SCRIPT_BENGALI] = "bengali",
                                                       [IX_SCRIPT_THAI] = "thai",
                                                       [IX_SCRIPT_MYANMAR] = "myanmar",
                                                       [IX_SCRIPT_ETHIOPIC] = "ethiopic",
                                                       [IX_SCRIPT_HANGUL] = "hangul",
                                                       [IX_SCRIPT_KANA] = "kana",
                                                       [IX_SCRIPT_HAN] = "han",
                                                       [IX_SCRIPT_OTHER] = "other"};
    assert((unsigned)script < IX_SCRIPT_COUNT);
    return names[script];
}

const char *ix_anomaly_name(ix_anomaly_kind kind) {
    static const char *const names[] = {
#define ANOMALY_NAME(name, text) text,
        IX_ANOMALY_LIST(ANOMALY_NAME)
#undef ANOMALY_NAME
    };
    assert((size_t)kind < sizeof names / sizeof names[0]);
    return names[kind];
}

const char *ix_disguise_name(ix_disguise disguise) {
    switch (disguise) {
#define DISGUISE_NAME(name, bit, text)                                                             \
    case name:                                                                                     \
        return text;
        IX_DISGUISE_LIST(DISGUISE_NAME)
#undef DISGUISE_NAME
    }
    return "disguised";
}
