/* Writes data/unicode/ from the installed ICU. Run by hand when the Unicode version changes, never
 * by the build: the files are kept in the tree, so that another ICU changes no folding and no
 * score.
 *
 *     cc -O2 -o /tmp/write_unicode_data tools/write_unicode_data.c $(pkg-config --cflags --libs
 * icu-uc) /tmp/write_unicode_data data/unicode
 *
 * It states facts of the Unicode character database only; what the engine makes of them (what is
 * dropped, what separates words) is decided by tools/compile_text_tables.py and data/translit/. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#define CODE_MAX     0x10FFFF
#define SEQUENCE_MAX 32
#define FIELD_MAX    96

static const UNormalizer2 *casefold; /* toNFKC_Casefold, UAX 31 */
static const UNormalizer2 *nfc;
static const UNormalizer2 *nfkc;

static void fail(const char *what) {
    fprintf(stderr, "write_unicode_data: %s\n", what);
    exit(1);
}

static void check(UErrorCode code) {
    if (U_FAILURE(code)) {
        fail(u_errorName(code));
    }
}

static FILE *open_table(const char *folder, const char *name, const char *about) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        fail(path);
    }
    fprintf(file,
            "# Unicode %s, from ICU %s by tools/write_unicode_data.c. Not edited by hand.\n%s",
            U_UNICODE_VERSION, U_ICU_VERSION, about);
    return file;
}

/* A code point that is a character or may become one; surrogates are none. */
static bool is_scalar(UChar32 c) {
    return c < 0xD800 || c > 0xDFFF;
}

/* Decode UTF-16 into code points; returns their number. */
static int to_codes(UChar32 codes[SEQUENCE_MAX], const UChar *text, int length) {
    int n = 0;
    for (int at = 0; at < length && n < SEQUENCE_MAX;) {
        U16_NEXT(text, at, length, codes[n]);
        n++;
    }
    return n;
}

/* ------------------------------------------------------------------ nfkc_casefold.txt */

static int fold(UChar32 codes[SEQUENCE_MAX], UChar32 c) {
    UChar source[2];
    UChar text[SEQUENCE_MAX];
    int source_length = 0;
    UErrorCode code = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(source, source_length, c);
    int length = unorm2_normalize(casefold, source, source_length, text, SEQUENCE_MAX, &code);
    check(code);
    return to_codes(codes, text, length);
}

typedef struct folding {
    UChar32 codes[SEQUENCE_MAX];
    int count;
} folding;

static void print_folding(FILE *file, UChar32 first, UChar32 last, const folding *f) {
    fprintf(file, "%04X", first);
    if (last != first) {
        fprintf(file, "..%04X", last);
    }
    fprintf(file, " ;");
    for (int i = 0; i < f->count; i++) {
        fprintf(file, " %04X", f->codes[i]);
    }
    fprintf(file, "\n");
}

/* Whether c continues a run that started at `first` with `start`: both removed, or both mapped to
 * one character at the same distance. */
static bool continues(const folding *start, UChar32 first, const folding *f, UChar32 c) {
    if (start->count == 0 || f->count == 0) {
        return start->count == f->count;
    }
    return start->count == 1 && f->count == 1 && f->codes[0] - start->codes[0] == c - first;
}

static void write_foldings(const char *folder) {
    FILE *file = open_table(folder, "nfkc_casefold.txt",
                            "# toNFKC_Casefold (UAX 31) of each character that it changes.\n"
                            "#     code ; what it becomes (nothing: it is removed)\n"
                            "#     first..last ; what the first becomes: the others become what "
                            "follows it, one by one\n");
    folding start = {.count = -1};
    UChar32 first = -1;
    for (UChar32 c = 0; c <= CODE_MAX + 1; c++) {
        folding f = {.count = -1};
        if (c <= CODE_MAX && is_scalar(c)) {
            f.count = fold(f.codes, c);
            if (f.count == 1 && f.codes[0] == c) {
                f.count = -1;
            }
        }
        if (first >= 0 && f.count >= 0 && continues(&start, first, &f, c)) {
            continue;
        }
        if (first >= 0) {
            print_folding(file, first, c - 1, &start);
        }
        first = f.count < 0 ? -1 : c;
        start = f;
    }
    fclose(file);
}

/* ------------------------------------------------------------------ decompositions.txt */

static void write_decompositions(const char *folder) {
    FILE *file = open_table(
        folder, "decompositions.txt",
        "# Canonical decompositions, one step, without the algorithmic ones of Hangul.\n"
        "#     code ; first [second] [; excluded]     excluded: the parts do not compose again\n");
    for (UChar32 c = 0; c <= CODE_MAX; c++) {
        UChar text[SEQUENCE_MAX];
        UChar32 codes[SEQUENCE_MAX];
        UErrorCode code = U_ZERO_ERROR;
        bool hangul = c >= 0xAC00 && c <= 0xD7A3;
        int length = unorm2_getRawDecomposition(nfc, c, text, SEQUENCE_MAX, &code);
        check(code);
        if (length < 0 || hangul || !is_scalar(c)) {
            continue;
        }
        int count = to_codes(codes, text, length);
        fprintf(file, "%04X ; %04X", c, codes[0]);
        if (count == 2) {
            fprintf(file, " %04X", codes[1]);
        }
        bool composes = count == 2 && unorm2_composePair(nfc, codes[0], codes[1]) == c;
        fprintf(file, composes ? "\n" : " ; excluded\n");
    }
    fclose(file);
}

/* ------------------------------------------------------------------ properties.txt */

static const struct {
    UScriptCode code;
    const char *name;
} scripts[] = {
    {USCRIPT_LATIN, "latin"},       {USCRIPT_CYRILLIC, "cyrillic"},
    {USCRIPT_GREEK, "greek"},       {USCRIPT_ARMENIAN, "armenian"},
    {USCRIPT_GEORGIAN, "georgian"}, {USCRIPT_ARABIC, "arabic"},
    {USCRIPT_HEBREW, "hebrew"},     {USCRIPT_DEVANAGARI, "devanagari"},
    {USCRIPT_BENGALI, "bengali"},   {USCRIPT_THAI, "thai"},
    {USCRIPT_MYANMAR, "myanmar"},   {USCRIPT_ETHIOPIC, "ethiopic"},
    {USCRIPT_HANGUL, "hangul"},     {USCRIPT_HIRAGANA, "kana"},
    {USCRIPT_KATAKANA, "kana"},     {USCRIPT_KATAKANA_OR_HIRAGANA, "kana"},
    {USCRIPT_HAN, "han"},           {USCRIPT_COMMON, "none"},
    {USCRIPT_INHERITED, "none"},
};

static const char *script_name(UScriptCode code) {
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        if (scripts[i].code == code) {
            return scripts[i].name;
        }
    }
    return "other";
}

/* The script of a character; for one shared by scripts that have one name here, that name. */
static const char *script_of(UChar32 c) {
    UScriptCode extensions[64];
    UErrorCode code = U_ZERO_ERROR;
    const char *name = script_name(uscript_getScript(c, &code));
    if (strcmp(name, "none") != 0) {
        return name;
    }
    int count = uscript_getScriptExtensions(c, extensions, 64, &code);
    check(code);
    const char *shared = script_name(extensions[0]);
    for (int i = 1; i < count; i++) {
        if (strcmp(script_name(extensions[i]), shared) != 0) {
            return "none";
        }
    }
    return shared;
}

static const char *class_of(UChar32 c) {
    uint32_t category = U_GET_GC_MASK(c);
    if (u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL)) {
        return "bidi";
    } else if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
        return "ignorable";
    } else if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE)) {
        return "space";
    } else if (category & (U_GC_CC_MASK | U_GC_CF_MASK)) {
        return "control";
    } else if (category & (U_GC_L_MASK | U_GC_NL_MASK)) {
        return "letter";
    } else if (category & U_GC_M_MASK) {
        return "mark";
    } else if (category & U_GC_ND_MASK) {
        return "digit";
    } else if (category & U_GC_PD_MASK) {
        return "dash";
    } else if (category & (U_GC_PS_MASK | U_GC_PE_MASK | U_GC_PI_MASK | U_GC_PF_MASK)) {
        return "bracket";
    }
    return "other";
}

/* Whether compatibility mappings, not only canonical ones, stand behind its normal form. */
static bool is_compatibility(UChar32 c) {
    UChar canonical[SEQUENCE_MAX];
    UChar compatible[SEQUENCE_MAX];
    UErrorCode code = U_ZERO_ERROR;
    int n = unorm2_getDecomposition(nfc, c, canonical, SEQUENCE_MAX, &code);
    int k = unorm2_getDecomposition(nfkc, c, compatible, SEQUENCE_MAX, &code);
    check(code);
    return k != n || (k > 0 && u_memcmp(canonical, compatible, k) != 0);
}

static void describe(char field[FIELD_MAX], UChar32 c) {
    const char *name = class_of(c);
    int order = u_getCombiningClass(c);
    int length = snprintf(field, FIELD_MAX, "%s ; %s", name, script_of(c));
    if (strcmp(name, "digit") == 0) {
        /* One value for a run: the code of its zero. */
        length += snprintf(field + length, FIELD_MAX - (size_t)length, " zero=%04X",
                           c - u_charDigitValue(c));
    }
    if (order != 0) {
        length += snprintf(field + length, FIELD_MAX - (size_t)length, " order=%d", order);
    }
    if (u_hasBinaryProperty(c, UCHAR_UPPERCASE)) {
        length += snprintf(field + length, FIELD_MAX - (size_t)length, " upper");
    } else if (u_hasBinaryProperty(c, UCHAR_CASED)) {
        length += snprintf(field + length, FIELD_MAX - (size_t)length, " cased");
    }
    if (is_compatibility(c)) {
        length += snprintf(field + length, FIELD_MAX - (size_t)length, " compatibility");
    }
    if (length >= FIELD_MAX) {
        fail("a row of properties.txt is too long");
    }
}

static void write_properties(const char *folder) {
    FILE *file = open_table(
        folder, "properties.txt",
        "# What each character is.\n"
        "#     first[..last] ; class ; script [zero=CODE] [order=N] [upper|cased] [compatibility]\n"
        "# class  bidi: Bidi_Control; ignorable: Default_Ignorable_Code_Point; space: "
        "White_Space;\n"
        "#        control: Cc, Cf; letter: L, Nl; mark: M; digit: Nd; dash: Pd; bracket: Ps Pe Pi "
        "Pf;\n"
        "#        the first that applies. Characters of no class and no mapping are left out.\n"
        "# script the Script property, or where that is Common or Inherited the one script of\n"
        "#        Script_Extensions; \"none\" and \"other\" are those the engine has no name for\n"
        "# zero   the digit zero of the row; order the Canonical_Combining_Class if not 0\n"
        "# upper  Uppercase; cased Cased but not Uppercase\n"
        "# compatibility  has a compatibility decomposition\n");
    char current[FIELD_MAX] = "";
    UChar32 first = 0;
    for (UChar32 c = 0; c <= CODE_MAX + 1; c++) {
        char field[FIELD_MAX] = "";
        if (c <= CODE_MAX && is_scalar(c)) {
            describe(field, c);
        }
        bool plain = strncmp(field, "other ;", 7) == 0 && strstr(field, "compat") == NULL &&
                     strstr(field, "upper") == NULL && strstr(field, "cased") == NULL;
        if (plain) {
            field[0] = '\0';
        }
        if (strcmp(field, current) == 0) {
            continue;
        }
        if (current[0] != '\0') {
            fprintf(file, "%04X", first);
            if (first != c - 1) {
                fprintf(file, "..%04X", c - 1);
            }
            fprintf(file, " ; %s\n", current);
        }
        strcpy(current, field);
        first = c;
    }
    fclose(file);
}

int main(int argc, char **argv) {
    UErrorCode code = U_ZERO_ERROR;
    if (argc != 2) {
        fail("usage: write_unicode_data FOLDER");
    }
    casefold = unorm2_getNFKCCasefoldInstance(&code);
    nfc = unorm2_getNFCInstance(&code);
    nfkc = unorm2_getNFKCInstance(&code);
    check(code);
    write_foldings(argv[1]);
    write_decompositions(argv[1]);
    write_properties(argv[1]);
    return 0;
}
