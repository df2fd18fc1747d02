#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ix_arena arena;
    ix_buf seen;
    ix_error error;
    ix_error fault;
    int stop_after;
} fixture;

static void show(ix_buf *out, const ix_tree *tree) {
    ix_buf_append(out, tree->name);
    for (int i = 0; i < tree->attribute_count; i++) {
        ix_buf_printf(out, "@%" IX_FMT "=%" IX_FMT, IX_ARG(tree->attributes[i].name),
                      IX_ARG(tree->attributes[i].value));
    }
    ix_buf_printf(out, "(%" IX_FMT, (int)tree->text.len, tree->text.len > 0 ? tree->text.ptr : "");
    for (const ix_tree *at = tree->first; at != NULL; at = at->next) {
        ix_buf_append_char(out, ' ');
        show(out, at);
    }
    ix_buf_append_char(out, ')');
}

static ix_status on_record(void *context, int which, ix_tree *record, const ix_tree_place *place,
                           ix_error *error) {
    fixture *f = context;
    ix_buf_printf(&f->seen, "%d:%d-%d:", which, (int)place->from, (int)place->to);
    show(&f->seen, record);
    ix_buf_append_char(&f->seen, ';');
    if (f->stop_after > 0 && --f->stop_after == 0) {
        return ix_error_set(error, IX_E_REFUSED, "stopped");
    }
    return IX_OK;
}

static void on_unknown(void *context, ix_str path, int64_t line) {
    fixture *f = context;
    ix_buf_printf(&f->seen, "unknown %" IX_FMT " %d;", IX_ARG(path), (int)line);
}

static const ix_tree_layout layout = {
    .file = "a list",
    .root = "list",
    .records = {{"head"}, {"sets/*/*"}, {"parties/party", IX_TREE_BYTES}},
    .record = on_record,
    .unknown = on_unknown};

static ix_status read_bytes(fixture *f, ix_str bytes) {
    ix_list_file file = {.name = IX_STR("list.xml"), .bytes = bytes};
    ix_arena_init(&f->arena, (size_t)64 << 20);
    ix_buf_init(&f->seen, 1 << 20);
    ix_status status = ix_tree_read(&f->fault, &layout, &file, f, &f->arena, &f->error);
    ix_buf_append_char(&f->seen, '\0');
    return status;
}

static void end(fixture *f) {
    ix_arena_free(&f->arena);
    ix_buf_free(&f->seen);
}

static void records_are_trees_or_places(void **state) {
    (void)state;
    fixture f = {0};
    ix_str bytes =
        IX_STR("<x:list xmlns:x='u'><head>H<b/></head><sets><s><v i='1' a=' 2 '>W</v></s>"
               "</sets><parties><party id='7'><deep>no</deep></party><party/></parties>"
               "<other><o>x</o></other></x:list>");
    assert_int_equal(read_bytes(&f, bytes), IX_OK);
    assert_string_equal(f.seen.ptr, "0:20-38:head(H b());1:47-69:v@a=2@i=1(W);"
                                    "2:89-126:party@id=7();2:126-134:party();unknown other 1;"
                                    "unknown other/o 1;");
    assert_int_equal(f.fault.status, IX_OK);
    end(&f);
}

static void a_place_is_the_bytes_of_the_element(void **state) {
    (void)state;
    ix_str bytes = IX_STR("<p id='7'>a&amp;b<q><r>1</r><r>2</r></q>c</p>");
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_tree_parser *parser;
    ix_tree *tree;
    ix_error error = {0};
    assert_int_equal(ix_tree_parser_open(&parser, IX_STR("f"), &arena, &error), IX_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ix_tree_parse(&tree, parser, bytes, &arena, &error), IX_OK);
        ix_buf seen;
        ix_buf_init(&seen, 1 << 10);
        show(&seen, tree);
        assert_true(ix_str_equal(ix_buf_view(&seen), IX_STR("p@id=7(a&b q( r(1) r(2)) (c))")));
        ix_buf_free(&seen);
        assert_int_equal(ix_tree_parse(&tree, parser, IX_STR("<p><q></p>"), &arena, &error),
                         IX_E_INPUT);
        assert_null(tree);
    }
    ix_tree_parser_close(parser);
    ix_tree_parser_close(NULL);
    ix_arena_free(&arena);
}

static void what_is_taken_is_not_left_over(void **state) {
    (void)state;
    static const char *const serials[] = {"id", NULL};
    ix_arena arena;
    ix_arena scratch;
    ix_arena_init(&arena, 1 << 20);
    ix_arena_init(&scratch, 1 << 20);
    ix_tree_parser *parser;
    ix_tree *tree;
    assert_int_equal(ix_tree_parser_open(&parser, IX_STR("f"), &arena, NULL), IX_OK);
    assert_int_equal(ix_tree_parse(&tree, parser,
                                   IX_STR("<p id='1' k='v'><a><b x='y'>1</b></a><c>2</c></p>"),
                                   &arena, NULL),
                     IX_OK);
    assert_true(ix_str_equal(ix_tree_take(tree, "a/b"), IX_STR("1")));
    assert_int_equal(ix_tree_take(tree, "a/none").len, 0);
    assert_int_equal(ix_tree_take(NULL, "a").len, 0);
    assert_int_equal(ix_tree_attribute_take(tree, "none").len, 0);
    static ix_read_report report;
    ix_draft draft = {.arena = &scratch, .keep = &arena, .report = &report, .file = IX_STR("f")};
    ix_draft_begin(&draft, IX_STR("1"), IX_PARTY_ANY);
    ix_tree_leftovers(&draft, tree, false, serials);
    ix_tree_leftovers(&draft, tree->last, true, serials);
    assert_int_equal(draft.entity.unmodelled_count, 4);
    static const char *const names[] = {"p@k", "a/b@x", "c", "c"};
    for (int i = 0; i < 4; i++) {
        assert_true(ix_str_equal(draft.entity.unmodelled[i].name, ix_str_from_cstr(names[i])));
    }
    ix_tree_parser_close(parser);
    ix_arena_free(&scratch);
    ix_arena_free(&arena);
}

static void order_says_nothing_once_sorted(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_tree_parser *parser;
    ix_tree *a;
    ix_tree *b;
    assert_int_equal(ix_tree_parser_open(&parser, IX_STR("f"), &arena, NULL), IX_OK);
    ix_tree_parse(&a, parser, IX_STR("<p><q>2</q><q i='1' j='2'/><q>1</q></p>"), &arena, NULL);
    ix_tree_parse(&b, parser, IX_STR("<p><q>1</q><q>2</q><q j='2' i='1'/></p>"), &arena, NULL);
    assert_int_not_equal(ix_tree_compare(a, b), 0);
    assert_true(ix_tree_sort(a, &arena) && ix_tree_sort(b, &arena));
    assert_int_equal(ix_tree_compare(a, b), 0);
    assert_true(a->last->next == NULL);
    ix_tree_parse(&b, parser, IX_STR("<p><q>1</q><q>2</q></p>"), &arena, NULL);
    assert_true(ix_tree_compare(a, b) != 0 && ix_tree_compare(b, a) != 0);
    ix_tree_parser_close(parser);
    ix_arena_free(&arena);
}

static void expect(ix_str bytes, ix_status status, const char *words) {
    fixture f = {0};
    assert_int_equal(read_bytes(&f, bytes), status);
    const ix_error *told = status == IX_OK ? &f.fault : &f.error;
    if (strstr(told->text, words) == NULL) {
        fail_msg("'%s' does not say '%s'", told->text, words);
    }
    end(&f);
}

static void other_things_are_refused(void **state) {
    (void)state;
    expect(IX_STR(""), IX_E_INPUT, "empty");
    expect(IX_STR("<other/>"), IX_E_INPUT, "root element list");
    expect(IX_STR("no xml"), IX_E_INPUT, "expected a list");
    expect(IX_STR("\0\0\0\0"), IX_E_INPUT, "expected a list");
    expect(IX_STR("\xFF\xFE<\0l\0"), IX_E_UNSUPPORTED, "UTF-8");
    expect(IX_STR("<?xml version='1.0' encoding='iso-8859-1'?><list/>"), IX_E_UNSUPPORTED, "UTF-8");
    expect(IX_STR("<!DOCTYPE list [<!ENTITY a 'b'>]><list>&a;</list>"), IX_E_INPUT, "DOCTYPE");
    expect(IX_STR("<list><head>a"), IX_OK, "no element");
    expect(IX_STR("<list><head>\x01</head></list>"), IX_OK, "not well-formed");
}

static ix_str repeat(ix_buf *out, const char *first, const char *again, int times,
                     const char *last) {
    ix_buf_init(out, (size_t)64 << 20);
    ix_buf_append_cstr(out, first);
    for (int i = 0; i < times; i++) {
        ix_buf_append_cstr(out, again);
    }
    ix_buf_append_cstr(out, last);
    return ix_buf_view(out);
}

static void bounds_are_kept(void **state) {
    (void)state;
    ix_buf out;
    expect(repeat(&out, "<list><head>", "<a>", IX_TREE_DEPTH_MAX, ""), IX_E_LIMIT, "too deep");
    ix_buf_free(&out);
    expect(repeat(&out, "<list><head>", "<a/>", IX_TREE_NODES_MAX, "</head></list>"), IX_E_LIMIT,
           "too many elements");
    ix_buf_free(&out);
    expect(repeat(&out, "<list><head>", "0123456789", 1 << 17, "</head></list>"), IX_E_LIMIT,
           "too long");
    ix_buf_free(&out);
    expect(repeat(&out, "<list><head a='", "0123456789", 1 << 17, "'/></list>"), IX_E_LIMIT,
           "too long");
    ix_buf_free(&out);
    expect(repeat(&out, "<list><!-- ", "0123456789", 1 << 18, "--></list>"), IX_E_LIMIT,
           "a tag or comment is too long");
    ix_buf_free(&out);
    expect(repeat(&out, "<list><", "name", 20, "/></list>"), IX_E_LIMIT, "name of an element");
    ix_buf_free(&out);
    expect(repeat(&out, "<list><sets><s>", "<v>x</v>", 100000, "</s></sets></list>"), IX_OK, "");
    ix_buf_free(&out);
}

static void the_reader_may_stop(void **state) {
    (void)state;
    fixture f = {.stop_after = 1};
    assert_int_equal(read_bytes(&f, IX_STR("<list><head/><head/></list>")), IX_E_REFUSED);
    assert_string_equal(f.error.text, "stopped");
    assert_string_equal(f.seen.ptr, "0:6-13:head();");
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_trees_or_places),
        cmocka_unit_test(a_place_is_the_bytes_of_the_element),
        cmocka_unit_test(what_is_taken_is_not_left_over),
        cmocka_unit_test(order_says_nothing_once_sorted),
        cmocka_unit_test(other_things_are_refused),
        cmocka_unit_test(bounds_are_kept),
        cmocka_unit_test(the_reader_may_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
