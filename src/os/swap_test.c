/* Tests of images swapped while threads read them: every answer is wholly of one image. */
#include <interdict/os.h>
#include <interdict/screen.h>

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "test_folder.h"

enum { IMAGES = 3, QUESTIONS = 5, READERS = 3, SWAPS = 1000, DAY = 19895 };

/* One person is on all lists, each other one on some; the first is born differently on each. */
static const char *const rows[IMAGES] = {
    "1,\"KARIMOV, Anton\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB 01 Jan 1951.\"\r\n"
    "2,\"OKONKWO, Chidiebere\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n",
    "1,\"KARIMOV, Anton\",\"individual\",\"IRAQ2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB 01 Jan 1952.\"\r\n"
    "3,\"LINDQVIST, Torbjorn\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n",
    "1,\"KARIMOV, Anton Pavlovich\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB 01 Jan 1953.\"\r\n"
    "2,\"OKONKWO, Chidiebere\",\"individual\",\"IRAQ2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    "4,\"VASILENKO, Bogdan\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"};
static const char *const questions[QUESTIONS] = {"Anton Karimov", "Okonkwo Chidiebere",
                                                 "Torbjorn Lindkvist", "Bogdan Vasylenko",
                                                 "Nobody Whatsoever"};

static struct {
    ix_arena arena;
    ix_arena request;
    const ix_knowledge *knowledge;
    const ix_rules *rules;
    const ix_products *products;
    ix_policy policy;
    ix_error error;
    char folder[IX_PATH_BYTES_MAX];
    ix_home home;
    ix_buf images[IMAGES];
    ix_buf provenance[IMAGES];
    ix_digest digests[IMAGES];
    ix_buf answers[IMAGES][QUESTIONS];
    ix_party parties[QUESTIONS];
} all;

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != IX_OK) {                                                                     \
            fail_msg("%s: %s: %s", #call, all.error.source, all.error.text);                       \
        }                                                                                          \
    } while (0)

/* ------------------------------------------------------------------ asking */

static ix_status make_screener(void *context, const void **made, const ix_index *index,
                               ix_arena *arena, ix_error *error) {
    (void)context;
    ix_screener *screener = IX_NEW(arena, ix_screener, 1);
    if (screener == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    ix_screener_init(screener, index, all.knowledge, all.rules, all.products, &all.policy);
    *made = screener;
    return IX_OK;
}

/* The whole decision as JSON; empty when it failed. */
static void ask(ix_buf *json, const ix_screener *screener, int question, ix_part_cache *cache,
                ix_arena *arena) {
    static const ix_context nobody;
    static const ix_decision_style style;
    const ix_screen_options options = {.cache = cache};
    ix_when when = {IX_WHEN_DATE, DAY + 10};
    ix_decision decision;
    ix_buf_clear(json);
    if (ix_screen_party(&decision, screener, &all.parties[question], &nobody, when, when, &options,
                        arena, NULL) == IX_OK) {
        ix_decision_write_json(json, &decision, &style);
    }
    ix_arena_reset(arena);
}

static int image_of(const ix_screener *screener) {
    for (int i = 0; i < IMAGES; i++) {
        if (ix_digest_equal(&screener->engine.image, &all.digests[i])) {
            return i;
        }
    }
    return -1;
}

/* ------------------------------------------------------------------ images */

static void build_image(int image) {
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("ofac_sdn_csv"));
    ix_list_file file = {IX_STR("sdn.csv"), IX_STR("primary"), ix_str_from_cstr(rows[image])};
    const ix_list_history empty = {.id = ix_str_from_cstr(reader->list_id),
                                   .publisher = ix_str_from_cstr(reader->publisher),
                                   .format = ix_str_from_cstr(reader->format),
                                   .zone = reader->zone};
    ix_list_history history;
    ix_list_history distilled;
    uint32_t ordinal;
    ix_parsed_snapshot *parsed = IX_NEW(&all.arena, ix_parsed_snapshot, 1);
    CHECK(ix_snapshot_parse(parsed, reader, &file, 1, all.knowledge, &all.arena, &all.error));
    const ix_snapshot snapshot = {.hash = ix_snapshot_hash(&file, 1),
                                  .published = {IX_WHEN_DATE, DAY + image},
                                  .received = (DAY + image) * 86400,
                                  .entities = (uint32_t)parsed->count};
    CHECK(ix_history_insert(&history, &ordinal, &empty, &snapshot, parsed, &all.arena, &all.error));
    ix_buf_init(&all.images[image], 1 << 26);
    ix_buf_init(&all.provenance[image], 1 << 20);
    ix_provenance_write(&all.provenance[image], &history, 1);
    CHECK(ix_history_distill(&distilled, &history, &all.arena, &all.error));
    CHECK(ix_index_build(&all.images[image], all.knowledge, &distilled, 1, &all.error));
}

/* What an image answers with nobody else about: opened where it was built, not in the folder. */
static void answer_alone(int image) {
    ix_index *index;
    ix_screener screener;
    CHECK(ix_index_open(&index, ix_buf_view(&all.images[image]), all.knowledge, &all.arena,
                        &all.error));
    CHECK(ix_index_attach(index, ix_buf_view(&all.provenance[image]), &all.error));
    ix_screener_init(&screener, index, all.knowledge, all.rules, all.products, &all.policy);
    all.digests[image] = ix_index_digest(index);
    for (int i = 0; i < QUESTIONS; i++) {
        ix_buf_init(&all.answers[image][i], 1 << 20);
        ask(&all.answers[image][i], &screener, i, NULL, &all.request);
        assert_true(all.answers[image][i].len > 0);
    }
}

static void read_questions(void) {
    for (int i = 0; i < QUESTIONS; i++) {
        ix_party_field field = {.kind = IX_FIELD_NAME};
        CHECK(ix_party_add(&all.parties[i], field, ix_str_from_cstr(questions[i]), all.knowledge,
                           &all.arena, &all.error));
    }
}

/* As a writer does it: staged, committed, renamed into place. */
static void place_image(int image, const char *bytes_of_another) {
    ix_str bytes = bytes_of_another != NULL ? ix_str_from_cstr(bytes_of_another)
                                            : ix_buf_view(&all.images[image]);
    CHECK(ix_home_lock(&all.home, 0, &all.error));
    CHECK(ix_home_stage(&all.home, "image/provenance.txt", ix_buf_view(&all.provenance[image]),
                        &all.error));
    CHECK(ix_home_stage(&all.home, "image/current.iximg", bytes, &all.error));
    CHECK(ix_home_commit(&all.home, &all.error));
    ix_home_unlock(&all.home);
}

static ix_serving *open_serving(void) {
    const ix_serving_options options = {.knowledge = all.knowledge, .make = make_screener};
    ix_serving *serving = NULL;
    CHECK(ix_serving_open(&serving, &all.home, &options, &all.error));
    return serving;
}

static void load_data(const char *source) {
    ix_knowledge_file *files;
    int count;
    CHECK(ix_data_read(&files, &count, in_folder(source, "data"), &all.arena, &all.error));
    CHECK(ix_knowledge_load(&all.knowledge, files, count, &all.arena, &all.error));
    CHECK(ix_rules_load(&all.rules, files, count, &all.arena, &all.error));
    CHECK(ix_products_load(&all.products, files, count, &all.arena, &all.error));
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(files[i].path, IX_STR("policy.yml"))) {
            CHECK(ix_policy_load(&all.policy, files[i].bytes, files[i].path, &all.error));
        }
    }
}

static int set_up(void **state) {
    (void)state;
    const char *source = getenv("INTERDICT_SOURCE");
    ix_arena_init(&all.arena, (size_t)1 << 30);
    ix_arena_init(&all.request, (size_t)64 << 20);
    load_data(source != NULL ? source : ".");
    make_folder(all.folder);
    CHECK(ix_home_open(&all.home, in_folder(all.folder, "home"), &all.error));
    read_questions();
    for (int i = 0; i < IMAGES; i++) {
        build_image(i);
        answer_alone(i);
    }
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    for (int i = 0; i < IMAGES; i++) {
        ix_buf_free(&all.images[i]);
        ix_buf_free(&all.provenance[i]);
        for (int j = 0; j < QUESTIONS; j++) {
            ix_buf_free(&all.answers[i][j]);
        }
    }
    ix_home_close(&all.home);
    drop_folder(all.folder);
    ix_arena_free(&all.request);
    ix_arena_free(&all.arena);
    return 0;
}

/* ------------------------------------------------------------------ readers at full rate */

typedef struct reader {
    pthread_t thread;
    ix_serving *serving;
    atomic_bool *ending;
    int64_t answers, failed, mixed, unknown; /* its own until joined */
    int64_t by_image[IMAGES];
    int64_t backwards; /* took an image older than one it had taken before */
} reader;

/* All questions of one image. A cache lives as long as the thread gets the same image. */
static void ask_all(reader *self, const ix_served *served, ix_part_cache *cache, ix_buf *json,
                    ix_arena *arena) {
    const ix_screener *screener = served->made;
    int image = image_of(screener);
    self->unknown += image < 0;
    for (int i = 0; i < QUESTIONS && image >= 0; i++) {
        ask(json, screener, i, cache, arena);
        self->answers++;
        self->by_image[image]++;
        self->failed += json->len == 0;
        self->mixed +=
            json->len != 0 && !ix_str_equal(ix_buf_view(json), ix_buf_view(&all.answers[image][i]));
    }
}

static void *read_on(void *context) {
    reader *self = context;
    ix_part_cache *cache = NULL;
    int64_t number = 0;
    ix_arena arena;
    ix_buf json;
    ix_arena_init(&arena, (size_t)64 << 20);
    ix_buf_init(&json, 1 << 20);
    while (!atomic_load(self->ending) || self->answers == 0) {
        const ix_served *served = ix_serving_take(self->serving);
        if (served->number != number) {
            self->backwards += served->number < number;
            number = served->number;
            ix_part_cache_close(cache);
            self->failed += ix_part_cache_open(&cache, 4 << 20, NULL) != IX_OK;
        }
        ask_all(self, served, cache, &json, &arena);
        ix_serving_release(self->serving, served);
    }
    ix_part_cache_close(cache);
    ix_arena_free(&arena);
    ix_buf_free(&json);
    return NULL;
}

static void images_answer_differently(void **state) {
    (void)state;
    for (int i = 0; i < IMAGES; i++) {
        for (int j = 0; j < QUESTIONS; j++) {
            int next = (i + 1) % IMAGES;
            assert_false(
                ix_str_equal(ix_buf_view(&all.answers[i][j]), ix_buf_view(&all.answers[next][j])));
        }
    }
    /* Not by the hash alone: who is listed is found, who is not is not. */
    assert_true(ix_str_find(ix_buf_view(&all.answers[1][2]), IX_STR("us_ofac_sdn:3"), 0) >= 0);
    assert_true(ix_str_find(ix_buf_view(&all.answers[0][2]), IX_STR("us_ofac_sdn:3"), 0) < 0);
}

static void no_answer_is_of_two_images(void **state) {
    (void)state;
    static reader readers[READERS];
    atomic_bool ending = false;
    ix_buf json;
    ix_buf_init(&json, 1 << 20);
    place_image(0, NULL);
    ix_serving *serving = open_serving();
    /* One that asks again at the end what it asked at the start, as a replay does. */
    const ix_served *kept = ix_serving_take(serving);
    for (int i = 0; i < READERS; i++) {
        readers[i] = (reader){.serving = serving, .ending = &ending};
        assert_int_equal(pthread_create(&readers[i].thread, NULL, read_on, &readers[i]), 0);
    }
    for (int i = 1; i <= SWAPS; i++) {
        place_image(i % IMAGES, NULL);
        CHECK(ix_serving_swap(serving, &all.home, &all.error));
    }
    atomic_store(&ending, true);
    int64_t by_image[IMAGES] = {0};
    for (int i = 0; i < READERS; i++) {
        pthread_join(readers[i].thread, NULL);
        assert_int_equal(readers[i].failed, 0);
        assert_int_equal(readers[i].mixed, 0);
        assert_int_equal(readers[i].unknown, 0);
        assert_int_equal(readers[i].backwards, 0);
        for (int j = 0; j < IMAGES; j++) {
            by_image[j] += readers[i].by_image[j];
        }
    }
    for (int j = 0; j < IMAGES; j++) {
        assert_true(by_image[j] > 0);
    }
    assert_int_equal(ix_serving_reclaim(serving), 1);
    assert_int_equal(kept->number, 1);
    ask(&json, kept->made, 1, NULL, &all.request);
    assert_true(ix_str_equal(ix_buf_view(&json), ix_buf_view(&all.answers[0][1])));
    ix_serving_release(serving, kept);
    assert_int_equal(ix_serving_reclaim(serving), 0);
    ix_serving_close(serving);
    ix_buf_free(&json);
}

/* ------------------------------------------------------------------ one thread */

static ix_serving *asked_meanwhile;

/* While an image is being made ready, readers take, ask and release. */
static ix_status ask_meanwhile(void *context, const void **made, const ix_index *index,
                               ix_arena *arena, ix_error *error) {
    int *asked = context;
    if (asked_meanwhile != NULL) {
        const ix_served *served = ix_serving_take(asked_meanwhile);
        assert_int_equal(image_of(served->made), 0);
        ix_serving_release(asked_meanwhile, served);
        ++*asked;
    }
    return make_screener(NULL, made, index, arena, error);
}

static void readers_do_not_wait_for_a_swap(void **state) {
    (void)state;
    int asked = 0;
    const ix_serving_options options = {
        .knowledge = all.knowledge, .make = ask_meanwhile, .context = &asked};
    ix_serving *serving;
    asked_meanwhile = NULL;
    place_image(0, NULL);
    CHECK(ix_serving_open(&serving, &all.home, &options, &all.error));
    asked_meanwhile = serving;
    place_image(1, NULL);
    CHECK(ix_serving_swap(serving, &all.home, &all.error));
    assert_int_equal(asked, 1);
    const ix_served *served = ix_serving_take(serving);
    assert_int_equal(image_of(served->made), 1);
    ix_serving_release(serving, served);
    ix_serving_close(serving);
}

static void a_damaged_image_does_not_serve(void **state) {
    (void)state;
    ix_error error = {0};
    place_image(2, NULL);
    ix_serving *serving = open_serving();
    place_image(1, "no image");
    assert_int_not_equal(ix_serving_swap(serving, &all.home, &error), IX_OK);
    assert_true(error.text[0] != '\0');
    const ix_served *served = ix_serving_take(serving);
    assert_int_equal(image_of(served->made), 2);
    assert_int_equal(served->number, 1);
    ix_serving_release(serving, served);
    ix_serving *none = serving;
    const ix_serving_options options = {.knowledge = all.knowledge};
    assert_int_not_equal(ix_serving_open(&none, &all.home, &options, &error), IX_OK);
    assert_null(none);
    ix_serving_close(serving);
    ix_serving_close(none);
}

/* ------------------------------------------------------------------ rules that are read again */

/* The files of a knowledge folder as they stand when they are read. */
typedef struct rule_files {
    ix_knowledge_file *items;
    int count, changed; /* which one the test changes */
} rule_files;

static ix_status make_with_rules(void *context, const void **made, const ix_index *index,
                                 ix_arena *arena, ix_error *error) {
    const rule_files *files = context;
    const ix_rules *rules;
    ix_screener *screener = IX_NEW(arena, ix_screener, 1);
    ix_status status = screener == NULL
                           ? ix_error_set(error, IX_E_MEMORY, "out of memory")
                           : ix_rules_load(&rules, files->items, files->count, arena, error);
    if (status == IX_OK) {
        ix_screener_init(screener, index, all.knowledge, rules, all.products, &all.policy);
        *made = screener;
    }
    return status;
}

static void read_rule_files(rule_files *out) {
    const char *source = getenv("INTERDICT_SOURCE");
    CHECK(ix_data_read(&out->items, &out->count, in_folder(source != NULL ? source : ".", "data"),
                       &all.arena, &all.error));
    out->changed = 0;
    while (!ix_str_equal(out->items[out->changed].path, IX_STR("programs/us_ofac/general.yml"))) {
        out->changed++;
        assert_true(out->changed < out->count);
    }
}

/* The file with something behind it. */
static ix_str followed(ix_str bytes, const char *more) {
    ix_buf text;
    ix_buf_init(&text, 1 << 24);
    ix_buf_append(&text, bytes);
    ix_buf_append_cstr(&text, more);
    ix_str copy = ix_arena_copy(&all.arena, ix_buf_view(&text));
    ix_buf_free(&text);
    assert_non_null(copy.ptr);
    return copy;
}

/* A malformed file is refused with file, line and reason, and the old rules serve on: the same
 * bytes, the same digest of rules in them. Mended it serves, and who holds the old rules keeps
 * them. */
static void malformed_rules_leave_the_old_ones(void **state) {
    (void)state;
    rule_files files;
    ix_error error = {0};
    ix_serving *serving;
    ix_buf before, after;
    ix_buf_init(&before, 1 << 20);
    ix_buf_init(&after, 1 << 20);
    read_rule_files(&files);
    const ix_serving_options options = {
        .knowledge = all.knowledge, .make = make_with_rules, .context = &files};
    place_image(0, NULL);
    CHECK(ix_serving_open(&serving, &all.home, &options, &all.error));
    const ix_served *old = ix_serving_take(serving);
    const ix_digest rules = ((const ix_screener *)old->made)->engine.rules;
    ask(&before, old->made, 0, NULL, &all.request);

    ix_knowledge_file *changed = &files.items[files.changed];
    const ix_str whole = changed->bytes;
    changed->bytes = followed(whole, "no such key: 1\n");
    assert_int_equal(ix_serving_swap(serving, &all.home, &error), IX_E_INPUT);
    assert_string_equal(error.source, "programs/us_ofac/general.yml");
    assert_true(error.line > 1 && error.text[0] != '\0');
    const ix_served *still = ix_serving_take(serving);
    assert_int_equal(still->number, old->number);
    ask(&after, still->made, 0, NULL, &all.request);
    assert_true(before.len > 0 && ix_str_equal(ix_buf_view(&before), ix_buf_view(&after)));
    ix_serving_release(serving, still);

    changed->bytes = followed(whole, "# looked at again\n");
    CHECK(ix_serving_swap(serving, &all.home, &all.error));
    const ix_served *mended = ix_serving_take(serving);
    const ix_screener *new_one = mended->made;
    assert_false(ix_digest_equal(&new_one->engine.rules, &rules));
    ask(&after, old->made, 0, NULL, &all.request);
    assert_true(ix_str_equal(ix_buf_view(&before), ix_buf_view(&after)));
    ix_serving_release(serving, mended);
    ix_serving_release(serving, old);
    ix_serving_close(serving);
    ix_buf_free(&before);
    ix_buf_free(&after);
}

static void held_images_are_bounded(void **state) {
    (void)state;
    const ix_served *held[IX_SERVED_MAX];
    ix_error error = {0};
    place_image(0, NULL);
    ix_serving *serving = open_serving();
    for (int i = 0; i < IX_SERVED_MAX; i++) {
        held[i] = ix_serving_take(serving);
        assert_int_equal(held[i]->number, i + 1);
        if (i + 1 < IX_SERVED_MAX) {
            CHECK(ix_serving_swap(serving, &all.home, &all.error));
        }
    }
    assert_int_equal(ix_serving_swap(serving, &all.home, &error), IX_E_LIMIT);
    assert_string_equal(error.text, "readers hold 63 older images");
    ix_serving_release(serving, held[7]);
    assert_int_equal(ix_serving_swap(serving, &all.home, &error), IX_OK);
    for (int i = 0; i < IX_SERVED_MAX; i++) {
        if (i != 7) {
            ix_serving_release(serving, held[i]);
        }
    }
    assert_int_equal(ix_serving_reclaim(serving), 0);
    ix_serving_close(serving);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_answer_differently),
        cmocka_unit_test(no_answer_is_of_two_images),
        cmocka_unit_test(readers_do_not_wait_for_a_swap),
        cmocka_unit_test(a_damaged_image_does_not_serve),
        cmocka_unit_test(malformed_rules_leave_the_old_ones),
        cmocka_unit_test(held_images_are_bounded),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
