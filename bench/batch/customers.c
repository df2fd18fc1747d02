/* Synthetic customers of the world, the same in every run: a CSV file of persons and firms, no two
 * of one name.
 *
 *   customers DATA COUNT > FILE.csv
 *
 * Words come from the shipped lexicons. How often one is taken goes by the table of rarity, as it
 * does among people; one word in four is put together of two words' halves, since most surnames of
 * a large population are on no list. One customer in ten is a firm. */
#include <interdict/base.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX      65536
#define LINE_MAX_BYTES 8192
#define NAME_MAX_BYTES 256
#define WEIGHT_UNKNOWN 200 /* of 100,000,000: of a word that the table of rarity has not */

typedef struct words {
    char *text[WORDS_MAX];
    uint64_t until[WORDS_MAX]; /* sums of weights up to and with each */
    int count;
} words;

enum { LATIN, CYRILLIC, SEMITIC, ASIAN, SCRIPTS };

typedef struct world {
    words givens[SCRIPTS], families[SCRIPTS], generic[SCRIPTS];
    uint64_t *seen; /* hashes of names told, open addressing; 0 is free */
    uint64_t mask;
    uint64_t dice;
} world;

static char *rare_text[WORDS_MAX]; /* ascending, as in the table: words in a-z with their counts */
static uint64_t rare_count[WORDS_MAX];
static int rare_words;

static void stop(const char *what) {
    fprintf(stderr, "customers: %s\n", what);
    exit(1);
}

static uint64_t roll(world *w, uint64_t sides) {
    w->dice += 0x9e3779b97f4a7c15u;
    uint64_t z = w->dice;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % sides;
}

/* ------------------------------------------------------------------ the lexicons */

static FILE *open_file(const char *data, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/names/%s", data, name);
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_rarity(const char *data) {
    FILE *file = open_file(data, "rarity.tsv");
    char line[LINE_MAX_BYTES];
    static struct {
        char *text;
        uint64_t count;
    } rows[WORDS_MAX];
    while (fgets(line, sizeof line, file) && rare_words < WORDS_MAX) {
        char *tab = strchr(line, '\t');
        if (line[0] < 'a' || line[0] > 'z' || !tab) {
            continue;
        }
        *tab = '\0';
        rows[rare_words].text = strdup(line);
        rows[rare_words++].count = strtoull(tab + 1, NULL, 10);
    }
    qsort(rows, (size_t)rare_words, sizeof rows[0], by_text);
    for (int i = 0; i < rare_words; i++) {
        rare_text[i] = rows[i].text;
        rare_count[i] = rows[i].count;
    }
    fclose(file);
}

/* How often people bear the word; known words in a-z only, the others are all alike. */
static uint64_t weight_of(const char *word) {
    char small[NAME_MAX_BYTES];
    size_t n = 0;
    for (; word[n] && n + 1 < sizeof small; n++) {
        small[n] = word[n] >= 'A' && word[n] <= 'Z' ? (char)(word[n] + 32) : word[n];
    }
    small[n] = '\0';
    char *key = small;
    char **found = bsearch(&key, rare_text, (size_t)rare_words, sizeof rare_text[0], by_text);
    return found ? rare_count[found - rare_text] + 1 : WEIGHT_UNKNOWN;
}

/* Near enough to a script: by the first byte, words in Latin, Cyrillic, Arabic or Hebrew, Asian
 * letters. */
static int script_of(const char *word) {
    unsigned char c = (unsigned char)word[0];
    return c < 0xd0 ? LATIN : c < 0xd5 ? CYRILLIC : c < 0xe0 ? SEMITIC : ASIAN;
}

static void add_word(words *to, const char *word, uint64_t weight) {
    bool whole = word[0] != '\0' && word[1] != '\0';
    for (const char *at = word; *at; at++) { /* the lexicons mark words with signs */
        whole = whole && (*at >= 'A' || (unsigned char)*at >= 0x80) && !strchr("[]^_`{}~", *at);
    }
    if (to->count < WORDS_MAX && whole) {
        to->text[to->count] = strdup(word);
        to->until[to->count] = weight + (to->count ? to->until[to->count - 1] : 0);
        to->count++;
    }
}

/* The words behind the last bar of each line, by script. */
static void read_words(words *to, const char *data, const char *name, bool weighed) {
    FILE *file = open_file(data, name);
    char line[LINE_MAX_BYTES];
    while (fgets(line, sizeof line, file)) {
        char *from = strrchr(line, '|');
        if (line[0] == '#' || !from) {
            continue;
        }
        for (char *word = strtok(from + 1, " ,;\n"); word; word = strtok(NULL, " ,;\n")) {
            add_word(&to[script_of(word)], word, weighed ? weight_of(word) : 1);
        }
    }
    fclose(file);
}

/* ------------------------------------------------------------------ names */

static const char *pick(world *w, const words *from) {
    uint64_t at = roll(w, from->until[from->count - 1]);
    int low = 0, high = from->count - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (from->until[middle] > at) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return from->text[low];
}

static bool is_ascii(const char *word) {
    for (; *word; word++) {
        if ((unsigned char)*word >= 0x80) {
            return false;
        }
    }
    return true;
}

static void append(char *name, const char *word) {
    size_t used = strlen(name);
    snprintf(name + used, NAME_MAX_BYTES - used, "%s%s", used > 0 ? " " : "", word);
}

/* The first half of one word and the second of another. */
static void append_new(world *w, char *name, const words *from) {
    const char *head = pick(w, from), *tail = pick(w, from);
    if (!is_ascii(head) || !is_ascii(tail)) {
        append(name, head);
        return;
    }
    char word[NAME_MAX_BYTES];
    int half = (int)(strlen(head) + 1) / 2;
    const char *rest = tail + strlen(tail) / 2;
    snprintf(word, sizeof word, "%.*s%c%s", half, head, "aeiourlnst"[roll(w, 10)], rest);
    append(name, word);
}

static void make_person(world *w, int script, char *name) {
    const words *families = &w->families[script];
    append(name, pick(w, &w->givens[script]));
    if (roll(w, 3) == 0) {
        append(name, pick(w, &w->givens[script]));
    }
    if (roll(w, 10) < 6) {
        append_new(w, name, families);
    } else {
        append(name, pick(w, families));
    }
}

static void make_firm(world *w, int script, char *name) {
    static const char *const forms[] = {"Ltd", "LLC", "GmbH", "AG",  "SA",   "BV",
                                        "OOO", "Inc", "PLC",  "SRL", "SARL", "Co., Ltd."};
    append_new(w, name, &w->families[script]);
    append(name, pick(w, &w->generic[script]));
    if (roll(w, 2) == 0) {
        append(name, pick(w, &w->generic[script]));
    }
    append(name, forms[roll(w, sizeof forms / sizeof forms[0])]);
}

/* Eleven names in twelve are in Latin letters, as banks of most countries keep them. */
static int pick_script(world *w) {
    static const int others[] = {CYRILLIC, CYRILLIC, SEMITIC, ASIAN, ASIAN};
    return roll(w, 12) > 0 ? LATIN : others[roll(w, sizeof others / sizeof others[0])];
}

/* Was the name not told before? */
static bool is_new(world *w, const char *name) {
    uint64_t hash = ix_hash64(ix_str_from_cstr(name)) | 1, at = hash & w->mask;
    while (w->seen[at] != 0 && w->seen[at] != hash) {
        at = (at + 1) & w->mask;
    }
    bool fresh = w->seen[at] == 0;
    w->seen[at] = hash;
    return fresh;
}

static void tell(world *w, int64_t number) {
    static const char *const countries[] = {"US", "GB", "DE", "FR", "ES", "IT", "PL", "TR", "IN",
                                            "CN", "JP", "KR", "BR", "MX", "NG", "EG", "ZA", "PK",
                                            "ID", "PH", "VN", "UA", "KZ", "AE", "SA", "IL"};
    char name[NAME_MAX_BYTES];
    bool firm = roll(w, 10) == 0;
    do {
        int script = pick_script(w);
        name[0] = '\0';
        if (firm) {
            make_firm(w, script, name);
        } else {
            make_person(w, script, name);
        }
    } while (!is_new(w, name));
    const char *country = countries[roll(w, sizeof countries / sizeof countries[0])];
    if (firm) {
        printf("%lld,\"%s\",organization,,%s\n", (long long)number, name, country);
    } else {
        printf("%lld,\"%s\",person,%d-%02d-%02d,%s\n", (long long)number, name,
               1930 + (int)roll(w, 75), 1 + (int)roll(w, 12), 1 + (int)roll(w, 28), country);
    }
}

int main(int argc, char **argv) {
    static world w;
    if (argc != 3) {
        fprintf(stderr, "usage: customers DATA COUNT\n");
        return 2;
    }
    int64_t count = atoll(argv[2]);
    read_rarity(argv[1]);
    read_words(w.givens, argv[1], "given_names.txt", true);
    read_words(w.families, argv[1], "family_names.txt", true);
    read_words(w.generic, argv[1], "generic_words.txt", false);
    read_words(w.generic, argv[1], "generic_words_slavic.txt", false);
    read_words(w.generic, argv[1], "generic_words_near_east.txt", false);
    read_words(w.generic, argv[1], "generic_words_asian.txt", false);
    for (int script = 0; script < SCRIPTS; script++) {
        /* Of some scripts a lexicon has only the one kind of names. */
        if (!w.families[script].count) {
            w.families[script] = w.givens[script];
        } else if (!w.givens[script].count) {
            w.givens[script] = w.families[script];
        }
        if (!w.givens[script].count || !w.generic[script].count) {
            stop("the lexicons have no words of a script");
        }
    }
    for (w.mask = 1024; w.mask < 2 * (uint64_t)count; w.mask *= 2) {
    }
    w.seen = calloc(w.mask--, sizeof *w.seen);
    if (!w.seen) {
        stop("no memory");
    }
    printf("id,name,type,dob,country\n");
    for (int64_t i = 1; i <= count; i++) {
        tell(&w, i);
    }
    free(w.seen);
    return 0;
}
