#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ix_arena arena;
    ix_buf out;
    ix_delta_effect effect;
    ix_error error;
} fixture;

static fixture f;

static ix_status merge(ix_str base, ix_str delta) {
    ix_list_file files[] = {{.name = IX_STR("base.xml"), .bytes = base},
                            {.name = IX_STR("d_delta.xml"), .bytes = delta}};
    f = (fixture){0};
    ix_arena_init(&f.arena, (size_t)64 << 20);
    ix_buf_init(&f.out, 16 << 20);
    return ix_delta_format_find(IX_STR("ofac_delta_xml"))
        ->merge(&f.out, &f.effect, &files[0], &files[1], &f.arena, &f.error);
}

static void end(void) {
    ix_arena_free(&f.arena);
    ix_buf_free(&f.out);
}

static ix_str slurp(const char *name) {
    char path[512];
    const char *root = getenv("INTERDICT_SOURCE");
    snprintf(path, sizeof path, "%s/tests/lists/%s", root == NULL ? "." : root, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(1 << 20);
    assert_non_null(bytes);
    size_t len = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return (ix_str){bytes, (ptrdiff_t)len};
}

static void the_golden_delta_gives_the_golden_list(void **state) {
    (void)state;
    ix_str base = slurp("ofac_enhanced_xml/sdn_enhanced.xml");
    ix_str delta = slurp("ofac_delta_xml/2026-01-16_delta.xml");
    ix_str merged = slurp("ofac_delta_xml/merged.xml");
    assert_int_equal(merge(base, delta), IX_OK);
    assert_int_equal(f.effect, IX_DELTA_MERGED);
    assert_true(ix_str_equal(ix_buf_view(&f.out), merged));
    end();
    assert_int_equal(merge(merged, delta), IX_OK);
    assert_int_equal(f.effect, IX_DELTA_IN_EFFECT);
    end();
    free((char *)base.ptr);
    free((char *)delta.ptr);
    free((char *)merged.ptr);
}

#define HEAD(time, more)                                                                           \
    "<publicationInfo><datePublished>" time "</datePublished>" more "</publicationInfo>"
#define LIST(inside)                                                                               \
    "<sanctionsData>" HEAD("2024-06-20T00:00:00", "") "<entities>" inside                          \
                                                      "</entities></sanctionsData>"
#define FILTER                                                                                     \
    "<filters><sanctionsLists><sanctionsList>SDN List</sanctionsList></sanctionsLists></filters>"
#define ON(list) "<sanctionsLists><sanctionsList id='1'>" list "</sanctionsList></sanctionsLists>"

static void entities_that_stay_are_the_same_bytes(void **state) {
    (void)state;
    assert_int_equal(merge(IX_STR(LIST("<entity id='9'> <a/> </entity>\n<entity id='10'/>\n"
                                       "<entity  id='2'/>")),
                           IX_STR(LIST("<entity id='10' action='remove'/><entity id='3' "
                                       "action='add'/><entity id='1' action='add'/>"))),
                     IX_OK);
    ix_buf_append_char(&f.out, '\0');
    assert_non_null(strstr(f.out.ptr, "<entities>\n<entity id='9'> <a/> </entity>\n"
                                      "<entity  id='2'/>\n<entity id=\"3\"></entity>\n"
                                      "<entity id=\"1\"></entity>\n</entities>"));
    end();
}

static void what_does_not_fit_is_refused_whole(void **state) {
    (void)state;
    static const struct {
        const char *delta;
        const char *words;
    } rows[] = {
        {"<sanctionsData><entities/></sanctionsData>", "empty"},
        {LIST("<entity id='3' action='add'/><entity id='2' action='add'><b/></entity>"),
         "entity 2"},
        {LIST("<entity id='3' action='add'/><entity id='2' action='add'/>"), "entity 2"},
        {LIST("<entity id='3' action='add'/><entity id='4' action='remove'/>"), "entity 4"},
        {LIST("<entity id='2' action='remove'/><entity id='2' action='remove'/>"), "entity 2"},
        {LIST("<entity action='remove'/>"), "no number"},
        {LIST("<entity id='3' action='add'/></entities><surprise/><entities>"), "surprise"},
        {"<sanctionsData><entities><entity id='3' action='add'/>", "truncated"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(merge(IX_STR(LIST("<entity id='2'/>")), ix_str_from_cstr(rows[i].delta)),
                         IX_E_REFUSED);
        if (strstr(f.error.text, rows[i].words) == NULL) {
            fail_msg("'%s' does not say '%s'", f.error.text, rows[i].words);
        }
        assert_int_equal(f.out.len, 0);
        end();
    }
    assert_int_equal(merge(IX_STR(LIST("<entity id='2'/>")), IX_STR("<sdnList/>")), IX_E_INPUT);
    end();
    assert_int_equal(
        merge(IX_STR("<sanctionsData>"), IX_STR(LIST("<entity id='2' action='add'/>"))),
        IX_E_REFUSED);
    end();
}

static void what_is_so_already_is_told(void **state) {
    (void)state;
    assert_int_equal(merge(IX_STR(LIST("<entity id='2'><b/></entity>")),
                           IX_STR(LIST("<entity id='2' action='add'><b/></entity>"
                                       "<entity id='3' action='remove'/>"))),
                     IX_OK);
    assert_int_equal(f.effect, IX_DELTA_IN_EFFECT);
    assert_int_equal(f.error.status, IX_E_REFUSED);
    assert_int_equal(f.out.len, 0);
    end();
}

static void other_lists_are_passed_over(void **state) {
    (void)state;
#define SDN_ONLY(inside)                                                                           \
    "<sanctionsData>" HEAD("2024-06-20T00:00:00", FILTER) "<entities>" inside                      \
                                                          "</entities></sanctionsData>"
    ix_str base = IX_STR(SDN_ONLY("<entity id='2'>" ON("SDN List") "</entity>"));
    assert_int_equal(
        merge(base, IX_STR(LIST("<entity id='3' action='add'>" ON("Other") "</entity>"))), IX_OK);
    assert_int_equal(f.effect, IX_DELTA_NOTHING);
    ix_buf_append_char(&f.out, '\0');
    assert_non_null(strstr(f.out.ptr, "<entity id='2'>"));
    assert_null(strstr(f.out.ptr, "<entity id=\"3\""));
    end();
    assert_int_equal(merge(base, IX_STR(LIST(""))), IX_OK);
    assert_int_equal(f.effect, IX_DELTA_NOTHING);
    end();
    /* One that leaves the list leaves the file. */
    assert_int_equal(merge(base, IX_STR(LIST("<entity id='2'><sanctionsLists><sanctionsList id='1' "
                                             "action='remove'/></sanctionsLists></entity>"))),
                     IX_OK);
    ix_buf_append_char(&f.out, '\0');
    assert_non_null(strstr(f.out.ptr, "<entities>\n</entities>"));
    end();
    /* A filter that the entities do not bear out is not believed. */
    base = IX_STR(SDN_ONLY("<entity id='2'>" ON("SDN") "</entity>"));
    assert_int_equal(
        merge(base, IX_STR(LIST("<entity id='3' action='add'>" ON("SDN") "</entity>"))), IX_OK);
    assert_int_equal(f.effect, IX_DELTA_MERGED);
    end();
}

static void the_time_is_the_deltas(void **state) {
    (void)state;
    const ix_delta_format *format = ix_delta_format_find(IX_STR("ofac_delta_xml"));
    ix_list_file file = {.name = IX_STR("d"), .bytes = IX_STR(LIST(""))};
    ix_when when;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    assert_int_equal(format->published(&when, &file, &arena, NULL), IX_OK);
    assert_int_equal(when.kind, IX_WHEN_DATE);
    file.bytes = IX_STR("<sanctionsData/>");
    assert_int_equal(format->published(&when, &file, &arena, NULL), IX_OK);
    assert_int_equal(when.kind, IX_WHEN_NONE);
    file.bytes = IX_STR("<other/>");
    assert_int_equal(format->published(&when, &file, &arena, NULL), IX_E_INPUT);
    assert_null(ix_delta_format_find(IX_STR("ofac_enhanced_xml")));
    ix_arena_free(&arena);
}

typedef struct failing {
    int64_t until; /* calls that still succeed */
    bool failed;
} failing;

static void *resize_failing(void *context, void *old, size_t old_size, size_t new_size) {
    failing *state = context;
    if (new_size > 0 && state->until-- <= 0) {
        state->failed = true;
        return NULL;
    }
    ix_allocator libc = ix_allocator_libc();
    return libc.resize(libc.context, old, old_size, new_size);
}

static void memory_may_fail_anywhere(void **state) {
    (void)state;
    ix_list_file files[] = {
        {.name = IX_STR("base"), .bytes = slurp("ofac_enhanced_xml/sdn_enhanced.xml")},
        {.name = IX_STR("delta"), .bytes = slurp("ofac_delta_xml/2026-01-16_delta.xml")}};
    bool failed = true;
    for (int64_t n = 0; failed; n++) {
        failing context = {.until = n};
        ix_allocator allocator = {resize_failing, &context};
        ix_arena arena;
        ix_buf out;
        ix_delta_effect effect;
        ix_error error = {0};
        ix_arena_init_with(&arena, (size_t)64 << 20, allocator);
        ix_buf_init(&out, 16 << 20);
        out.allocator = allocator;
        ix_status status = ofac_delta_merge(&out, &effect, &files[0], &files[1], &arena, &error);
        ix_buf_free(&out);
        ix_arena_free(&arena);
        failed = context.failed;
        assert_int_equal(status, failed ? IX_E_MEMORY : IX_OK);
        assert_true(n < 100000);
    }
    free((char *)files[0].bytes.ptr);
    free((char *)files[1].bytes.ptr);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_golden_delta_gives_the_golden_list),
        cmocka_unit_test(entities_that_stay_are_the_same_bytes),
        cmocka_unit_test(what_does_not_fit_is_refused_whole),
        cmocka_unit_test(what_is_so_already_is_told),
        cmocka_unit_test(other_lists_are_passed_over),
        cmocka_unit_test(the_time_is_the_deltas),
        cmocka_unit_test(memory_may_fail_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
