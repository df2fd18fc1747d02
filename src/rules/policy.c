/* Bars and limits an institution may set. Each stands in policy.yml as {value, reason}; all are
 * required, so that a policy says in full what it asks and why. */
#include <interdict/rules.h>

#include <assert.h>
#include <stddef.h>

#define POLICY_MEMORY_MAX ((size_t)1 << 20) /* bytes of text in one policy file */

typedef struct number_setting {
    int32_t value;
    ix_str reason;
} number_setting;

typedef struct bool_setting {
    bool value;
    ix_str reason;
} bool_setting;

typedef struct policy_file {
    number_setting alert_score;
    number_setting establish_score;
    number_setting max_age_days;
    bool_setting stale_is_review;
    number_setting shrink_percent_max;
} policy_file;

static ix_status read_score(ix_yaml *reader, number_setting *setting) {
    static const ix_yaml_field fields[] = {
        {"value", IX_YAML_SCORE, true, offsetof(number_setting, value), NULL},
        {"reason", IX_YAML_TEXT, true, offsetof(number_setting, reason), NULL},
    };
    return ix_yaml_mapping_read(reader, setting, fields, IX_YAML_FIELD_COUNT(fields), NULL);
}

static ix_status read_count(ix_yaml *reader, number_setting *setting, int32_t max) {
    static const ix_yaml_field fields[] = {
        {"value", IX_YAML_COUNT, true, offsetof(number_setting, value), NULL},
        {"reason", IX_YAML_TEXT, true, offsetof(number_setting, reason), NULL},
    };
    int64_t line;
    ix_status status =
        ix_yaml_mapping_read(reader, setting, fields, IX_YAML_FIELD_COUNT(fields), &line);
    if (status == IX_OK && (setting->value < 1 || setting->value > max)) {
        return ix_yaml_fault(reader, line, "the value must lie between 1 and %d", (int)max);
    }
    return status;
}

static ix_status read_alert(ix_yaml *reader, void *object) {
    return read_score(reader, &((policy_file *)object)->alert_score);
}

static ix_status read_establish(ix_yaml *reader, void *object) {
    return read_score(reader, &((policy_file *)object)->establish_score);
}

static ix_status read_age(ix_yaml *reader, void *object) {
    return read_count(reader, &((policy_file *)object)->max_age_days, 36500);
}

static ix_status read_stale(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"value", IX_YAML_BOOL, true, offsetof(bool_setting, value), NULL},
        {"reason", IX_YAML_TEXT, true, offsetof(bool_setting, reason), NULL},
    };
    bool_setting *setting = &((policy_file *)object)->stale_is_review;
    return ix_yaml_mapping_read(reader, setting, fields, IX_YAML_FIELD_COUNT(fields), NULL);
}

static ix_status read_shrink(ix_yaml *reader, void *object) {
    return read_count(reader, &((policy_file *)object)->shrink_percent_max, 100);
}

static const ix_yaml_field policy_fields[] = {
    {"alert_score", IX_YAML_CUSTOM, true, 0, read_alert},
    {"establish_score", IX_YAML_CUSTOM, true, 0, read_establish},
    {"max_age_days", IX_YAML_CUSTOM, true, 0, read_age},
    {"stale_is_review", IX_YAML_CUSTOM, true, 0, read_stale},
    {"shrink_percent_max", IX_YAML_CUSTOM, true, 0, read_shrink},
};

ix_status ix_policy_load(ix_policy *out, ix_str bytes, ix_str source, ix_error *error) {
    *out = (ix_policy){0};
    policy_file file = {0};
    ix_arena arena;
    ix_arena_init(&arena, POLICY_MEMORY_MAX);
    ix_status status = ix_yaml_file_read(&file, policy_fields, IX_YAML_FIELD_COUNT(policy_fields),
                                         bytes, source, &arena, error);
    ix_arena_free(&arena);
    if (status != IX_OK) {
        return status;
    }
    if (file.alert_score.value == 0 || file.alert_score.value > file.establish_score.value) {
        return ix_error_at(error, IX_E_INPUT, source, 0, -1,
                           "alert_score must lie above 0 and not above establish_score");
    }
    *out = (ix_policy){.alert_score = file.alert_score.value,
                       .establish_score = file.establish_score.value,
                       .max_age_days = file.max_age_days.value,
                       .stale_is_review = file.stale_is_review.value,
                       .shrink_percent_max = file.shrink_percent_max.value,
                       .digest = ix_sha256(bytes)};
    return IX_OK;
}
