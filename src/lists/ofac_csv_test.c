#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Reads files given as text and notes what came: "key type name,name; ..." */
typedef struct fixture {
    ix_list_file files[IX_LIST_FILES_MAX];
    int count;
    ix_read_report report;
    ix_error error;
    ix_arena arena;
    ix_buf seen;
    int stop_after; /* entities; 0: never */
} fixture;

static ix_status note_entity(void *context, const ix_entity *e, ix_error *error) {
    fixture *f = context;
    ix_buf_printf(&f->seen, "%" IX_FMT " %s", IX_ARG(e->key), ix_party_type_name(e->type));
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(&f->seen, "|%s %" IX_FMT, ix_name_kind_name(e->names[i].kind),
                      IX_ARG(e->names[i].text));
    }
    for (int i = 0; i < e->address_count; i++) {
        ix_buf_printf(&f->seen, "|at %" IX_FMT ",%" IX_FMT ",%" IX_FMT,
                      IX_ARG(e->addresses[i].street), IX_ARG(e->addresses[i].place),
                      IX_ARG(e->addresses[i].country_text));
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(&f->seen, "|kept %" IX_FMT "=%" IX_FMT, IX_ARG(e->unmodelled[i].name),
                      IX_ARG(e->unmodelled[i].value));
    }
    ix_buf_append_cstr(&f->seen, ";");
    if (f->stop_after > 0 && --f->stop_after == 0) {
        return ix_error_set(error, IX_E_REFUSED, "stopped");
    }
    return IX_OK;
}

static void add_file(fixture *f, const char *name, ix_str bytes) {
    f->files[f->count++] = (ix_list_file){.name = ix_str_from_cstr(name), .bytes = bytes};
}

static ix_status read_files(fixture *f) {
    ix_arena_init(&f->arena, (size_t)256 << 20);
    ix_buf_init(&f->seen, 1 << 20);
    return ofac_sdn_csv_read(f->files, f->count, NULL, note_entity, f, &f->report, &f->arena,
                             &f->error);
}

static const char *seen(fixture *f) {
    ix_buf_append_char(&f->seen, '\0');
    assert_int_equal(f->seen.status, IX_OK);
    return f->seen.ptr;
}

static void end(fixture *f) {
    assert_int_equal(f->report.rows, f->report.rows_read + f->report.rows_refused);
    ix_arena_free(&f->arena);
    ix_buf_free(&f->seen);
}

static int64_t warned(const fixture *f, const char *name) {
    for (int i = 0; i < f->report.warning_count; i++) {
        if (ix_str_equal(f->report.warnings[i].name, ix_str_from_cstr(name))) {
            return f->report.warnings[i].count;
        }
    }
    return 0;
}

#define REST        ",\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
#define ROW(n, who) #n ",\"" who "\",-0- " REST "-0- \r\n"
#define END         "\x1A"

static void rows_lines_and_the_end_byte(void **state) {
    (void)state;
    static const struct {
        ix_str bytes;
        int64_t unmarked;
        bool truncated;
    } rows[] = {
        {IX_STR(ROW(36, "A") ROW(37, "B") END), 0, false},
        {IX_STR(ROW(36, "A") ROW(37, "B")), 1, false},
        {IX_STR("36,\"A\",-0-" REST "-0-\n37,\"B\",-0-" REST "-0-\n"), 1, false},
        {IX_STR("36,\"A\",-0-" REST "-0-\r37,\"B\",-0-" REST "-0-\r"), 1, false},
        {IX_STR(ROW(36, "A") "\r\n" ROW(37, "B") "\n" END ",,,,,,,,,,,"), 0, false},
        {IX_STR(ROW(36, "A") "37,\"B\",-0- " REST "-0-"), 1, false},
        {IX_STR(ROW(36, "A") "37,\"B\",-0- " REST "\"DOB 1950.\""), 1, false},
        {IX_STR(ROW(36, "A") "37,\"B\",-0- " REST "DOB 19"), 1, true},
        {IX_STR("\xEF\xBB\xBF" ROW(36, "A") ROW(37, "B") END), 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f = {0};
        add_file(&f, "sdn.csv", rows[i].bytes);
        assert_int_equal(read_files(&f), IX_OK);
        assert_int_equal(f.report.primary_rows, 2);
        assert_int_equal(f.report.rows_read, 2);
        assert_int_equal(f.report.entities, 2);
        if (warned(&f, "end_mark_missing") != rows[i].unmarked ||
            f.report.truncated != rows[i].truncated) {
            fail_msg("row %zu: truncated %d", i, f.report.truncated);
        }
        assert_memory_equal(seen(&f), "36 organization|primary A;37", 28);
        end(&f);
    }
}

static void headers_are_accepted_and_no_rows(void **state) {
    (void)state;
    fixture f = {0};
    add_file(&f, "sdn.csv",
             IX_STR("ent_num,SDN_name,SDN_type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,"
                    "Vess_flag,Vess_owner,Remarks\r\n" ROW(36, "A") END));
    add_file(
        &f, "addresses.csv",
        IX_STR("ID,Col_B,Address,City,Country,\r\n36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n" END));
    assert_int_equal(read_files(&f), IX_OK);
    assert_string_equal(seen(&f), "36 organization|primary A|at ,Havana,Cuba;");
    assert_int_equal(f.report.rows, 2);
    assert_int_equal(f.report.primary_rows, 1);
    assert_int_equal(warned(&f, "header_row"), 2);
    end(&f);
}

static void null_is_a_whole_field_only(void **state) {
    (void)state;
    fixture f = {0};
    add_file(&f, "sdn.csv",
             IX_STR("36,\"X-0- Y\", -0-  ,\"CUBA\",-0-,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
                    "\"US FEIN CH-660-0-469-982-0 (Switzerland); a-0- b.\"\r\n" END));
    assert_int_equal(read_files(&f), IX_OK);
    assert_string_equal(seen(&f), "36 organization|primary X-0- Y|kept remarks=a-0- b;");
    end(&f);
}

static void bad_rows_cost_themselves_only(void **state) {
    (void)state;
    static const struct {
        ix_str line;
        const char *why;
    } rows[] = {
        {IX_STR("37,\"B\",-0- ,\"CUBA\""), "4 columns, where this file has 12"},
        {IX_STR("37,\"B\",-0- " REST "-0- ,-0- "), "13 columns, where this file has 12"},
        {IX_STR("x37,\"B\",-0- " REST "-0- "), "ent_num is not a number"},
        {IX_STR("-0- ,\"B\",-0- " REST "-0- "), "ent_num is not a number"},
        {IX_STR("037,\"B\",-0- " REST "-0- "), "ent_num is not a number"},
        {IX_STR("99999999999,\"B\",-0- " REST "-0- "), "ent_num is not a number"},
        {IX_STR("37,-0- ,-0- " REST "-0- "), "the name is empty"},
        {IX_STR("37,\" \",-0- " REST "-0- "), "the name is empty"},
        {IX_STR("37,\"B,-0- ,-0- "), "a quoted field is not closed"},
        {IX_STR("37,\"B\"C\",-0- " REST "-0- "), "text behind a closing quote"},
        {IX_STR("37,\"B\0C\",-0- " REST "-0- "), "a NUL byte"},
        {IX_STR("ent_num,B,-0- " REST "-0- "), "ent_num is not a number"},
        {IX_STR("just words"), "1 columns, where this file has 12"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f = {0};
        ix_buf bytes;
        ix_buf_init(&bytes, 1 << 16);
        ix_buf_append_cstr(&bytes, ROW(36, "A"));
        ix_buf_append(&bytes, rows[i].line);
        ix_buf_append_cstr(&bytes, "\r\n" ROW(38, "C") END);
        add_file(&f, "sdn.csv", ix_buf_view(&bytes));
        assert_int_equal(read_files(&f), IX_OK);
        assert_string_equal(seen(&f), "36 organization|primary A;38 organization|primary C;");
        assert_int_equal(f.report.rows, 3);
        assert_int_equal(f.report.rows_refused, 1);
        assert_int_equal(f.report.refusals[0].line, 2);
        assert_string_equal(f.report.refusals[0].source, "sdn.csv");
        assert_string_equal(f.report.refusals[0].text, rows[i].why);
        assert_true(f.report.refusals[0].offset >= 0);
        assert_false(f.report.truncated);
        end(&f);
        ix_buf_free(&bytes);
    }
}

static void broken_off_files_are_truncated(void **state) {
    (void)state;
    static const ix_str tails[] = {
        {"37,\"B\",-0- ,\"CU", 16}, {"37,\"B\",-0- ,\"CUBA\"\r\n", 20}, {"37", 2}};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        fixture f = {0};
        ix_buf bytes;
        ix_buf_init(&bytes, 1 << 16);
        ix_buf_append_cstr(&bytes, ROW(36, "A"));
        ix_buf_append(&bytes, tails[i]);
        add_file(&f, "sdn.csv", ix_buf_view(&bytes));
        assert_int_equal(read_files(&f), IX_OK);
        assert_true(f.report.truncated);
        assert_int_equal(f.report.rows_refused, 1);
        end(&f);
        ix_buf_free(&bytes);
    }
}

static void companions_are_joined_by_ent_num(void **state) {
    (void)state;
    fixture f = {0};
    add_file(&f, "b.csv",
             IX_STR("40,9,\"aka\",\"ORPHAN\",-0- \r\n36,12,\"aka\",\"A1\",-0- \r\n"
                    "36,13,\"fka\",\"A2\",\"once\"\r\n36,14,\"nka\",\"A3\",-0- \r\n"
                    "36,15,\"zka\",\"A4\",-0- \r\n36,16,\"aka\",-0- ,-0- \r\n" END));
    add_file(&f, "c.csv",
             IX_STR("36,25,\"1 Main St\",\"Havana\",\"Cuba\",-0- \r\n36,26,-0- ,-0- ,-0- ,-0- \r\n"
                    "41,27,-0- ,-0- ,\"Spain\",-0- \r\n" END));
    add_file(&f, "a.csv", IX_STR(ROW(36, "A") ROW(38, "C") END));
    assert_int_equal(read_files(&f), IX_OK);
    assert_string_equal(seen(&f),
                        "36 organization|primary A|strong A1|former A2|strong A3|strong A4"
                        "|at 1 Main St,Havana,Cuba|kept alt_remarks=once;"
                        "38 organization|primary C;");
    assert_int_equal(f.report.rows, 11);
    assert_int_equal(f.report.rows_refused, 1);
    assert_string_equal(f.report.refusals[0].text, "the name is empty");
    assert_string_equal(f.report.refusals[0].source, "b.csv");
    assert_int_equal(warned(&f, "orphan_alias"), 1);
    assert_int_equal(warned(&f, "orphan_address"), 1);
    assert_int_equal(warned(&f, "unknown_alias_type"), 1);
    assert_int_equal(warned(&f, "no_comments_file"), 1);
    end(&f);
}

/* A remark of `len` bytes that ends in the middle of an alias. */
static void put_cut_row(ix_buf *out, int len) {
    ix_buf_append_cstr(out, "36,\"A\",\"individual\"" REST "\"POB ");
    for (int i = 0; i < len - 4 - 12; i++) {
        ix_buf_append_char(out, 'x');
    }
    ix_buf_append_cstr(out, "; a.k.a. 'AB\"\r\n" END);
}

static void remarks_cut_at_1000_bytes_go_on_in_the_comments(void **state) {
    (void)state;
    static const struct {
        int len;
        const char *comments;
        const char *end; /* of what was seen */
        int64_t cut;
    } rows[] = {
        {1000, "36,\"CD'.\"\r\n" END, "|weak ABCD;", 0},
        {1000, "37,\"CD'.\"\r\n" END, "|kept remarks_cut=a.k.a. 'AB;", 1},
        {1000, NULL, "|kept remarks_cut=a.k.a. 'AB;", 1},
        {999, "36,\"CD'.\"\r\n" END, "|weak ABCD;", 0},
        {999, NULL, "|kept remarks=a.k.a. 'AB;", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f = {0};
        ix_buf bytes;
        ix_buf_init(&bytes, 1 << 16);
        put_cut_row(&bytes, rows[i].len);
        add_file(&f, "sdn.csv", ix_buf_view(&bytes));
        if (rows[i].comments != NULL) {
            add_file(&f, "sdn_comments.csv", ix_str_from_cstr(rows[i].comments));
        }
        assert_int_equal(read_files(&f), IX_OK);
        ix_str got = ix_str_from_cstr(seen(&f));
        if (!ix_str_ends_with(got, ix_str_from_cstr(rows[i].end))) {
            fail_msg("row %zu: %s", i, got.ptr + (got.len > 60 ? got.len - 60 : 0));
        }
        assert_int_equal(warned(&f, "remarks_cut"), rows[i].cut);
        end(&f);
        ix_buf_free(&bytes);
    }
}

static void comments_beside_a_whole_remark_are_kept_apart(void **state) {
    (void)state;
    fixture f = {0};
    add_file(&f, "sdn.csv", IX_STR("36,\"A\",-0- " REST "\"Gender Male.\"\r\n" END));
    add_file(&f, "sdn_comments.csv", IX_STR("36,\"rency Address - XBT 12.\"\r\n" END));
    assert_int_equal(read_files(&f), IX_OK);
    assert_string_equal(seen(&f),
                        "36 organization|primary A|kept comments=rency Address - XBT 12.;");
    assert_int_equal(warned(&f, "comments_beside_whole_remarks"), 1);
    end(&f);
}

/* A letter replaced in a name would hide the party. */
static void ill_formed_bytes_refuse_their_row(void **state) {
    (void)state;
    fixture f = {0};
    add_file(&f, "sdn.csv", IX_STR(ROW(36, "A") ROW(37, "MU\xD1OZ") END));
    assert_int_equal(read_files(&f), IX_OK);
    assert_string_equal(seen(&f), "36 organization|primary A;");
    assert_int_equal(f.report.rows_refused, 1);
    assert_string_equal(f.report.refusals[0].text, "bytes that are not UTF-8");
    assert_int_equal(f.report.refusals[0].line, 2);
    end(&f);
}

static void a_name_of_signs_is_no_name(void **state) {
    (void)state;
    fixture f = {0};
    add_file(&f, "sdn.csv", IX_STR(ROW(36, "A") ROW(37, "...") END));
    assert_int_equal(read_files(&f), IX_OK);
    assert_int_equal(f.report.rows_refused, 1);
    assert_string_equal(f.report.refusals[0].text, "the name has no letter or digit");
    end(&f);
}

static void files_of_another_kind_are_faults_of_the_whole(void **state) {
    (void)state;
    static const struct {
        const char *role;
        ix_str first;
        ix_str second;
        const char *why;
    } rows[] = {
        {"", IX_STR("1,2,3,4\r\n"), {0}, "first rows have other columns"},
        {"", IX_STR("36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n"), {0}, "no file with the 12 columns"},
        {"alias", IX_STR(ROW(36, "A")), {0}, "given as the alias file, but it has the 12 columns"},
        {"", IX_STR(ROW(36, "A")), IX_STR(ROW(37, "B")), "a second file with the 12 columns"},
        {"", IX_STR(ROW(36, "A")), IX_STR(""), "it is empty"},
        {"", IX_STR(ROW(36, "A")), IX_STR("<html></html>"), "it looks like HTML or XML"},
        {"", IX_STR(ROW(36, "A")), IX_STR("{\"a\":1}"), "it looks like JSON"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f = {0};
        add_file(&f, "one", rows[i].first);
        f.files[0].role = ix_str_from_cstr(rows[i].role);
        if (rows[i].second.ptr != NULL) {
            add_file(&f, "two", rows[i].second);
        }
        assert_int_equal(read_files(&f), IX_E_INPUT);
        if (strstr(f.error.text, rows[i].why) == NULL) {
            fail_msg("row %zu: %s", i, f.error.text);
        }
        assert_int_equal(f.report.entities, 0);
        end(&f);
    }
}

static void an_empty_comments_file_is_a_comments_file(void **state) {
    (void)state;
    fixture f = {0};
    add_file(&f, "sdn.csv", IX_STR(ROW(36, "A") END));
    add_file(&f, "sdn_comments.csv", IX_STR(END));
    assert_int_equal(read_files(&f), IX_OK);
    assert_int_equal(warned(&f, "no_comments_file"), 0);
    end(&f);
}

static void a_sink_may_stop_the_reading(void **state) {
    (void)state;
    fixture f = {.stop_after = 1};
    add_file(&f, "sdn.csv", IX_STR(ROW(36, "A") ROW(37, "B") END));
    assert_int_equal(read_files(&f), IX_E_REFUSED);
    assert_string_equal(f.error.text, "stopped");
    assert_string_equal(seen(&f), "36 organization|primary A;");
    end(&f);
}

static void a_line_beyond_the_limit_is_refused(void **state) {
    (void)state;
    size_t size = (size_t)IX_CSV_RECORD_BYTES_MAX + 100;
    char *bytes = malloc(size + 200);
    assert_non_null(bytes);
    size_t len = strlen(ROW(36, "A"));
    memcpy(bytes, ROW(36, "A"), len);
    memset(bytes + len, 'x', size);
    memcpy(bytes + len + size, "\r\n" ROW(37, "B") END, strlen("\r\n" ROW(37, "B") END));
    fixture f = {0};
    add_file(&f, "sdn.csv",
             (ix_str){bytes, (ptrdiff_t)(len + size + strlen("\r\n" ROW(37, "B") END))});
    assert_int_equal(read_files(&f), IX_OK);
    assert_int_equal(f.report.entities, 2);
    assert_int_equal(f.report.rows_refused, 1);
    assert_int_equal(f.report.refusals[0].status, IX_E_LIMIT);
    end(&f);
    free(bytes);
}

static void more_files_than_a_snapshot_has_are_refused(void **state) {
    (void)state;
    ix_list_file files[IX_LIST_FILES_MAX + 1] = {0};
    ix_read_report *report = calloc(1, sizeof *report);
    assert_non_null(report);
    ix_arena arena;
    ix_arena_init(&arena, 1 << 16);
    ix_error error = {0};
    assert_int_equal(ofac_sdn_csv_read(files, IX_LIST_FILES_MAX + 1, NULL, note_entity, NULL,
                                       report, &arena, &error),
                     IX_E_LIMIT);
    assert_int_equal(
        ofac_nonsdn_csv_read(files, 0, NULL, note_entity, NULL, report, &arena, &error),
        IX_E_INPUT);
    ix_arena_free(&arena);
    free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_lines_and_the_end_byte),
        cmocka_unit_test(headers_are_accepted_and_no_rows),
        cmocka_unit_test(null_is_a_whole_field_only),
        cmocka_unit_test(bad_rows_cost_themselves_only),
        cmocka_unit_test(broken_off_files_are_truncated),
        cmocka_unit_test(companions_are_joined_by_ent_num),
        cmocka_unit_test(remarks_cut_at_1000_bytes_go_on_in_the_comments),
        cmocka_unit_test(comments_beside_a_whole_remark_are_kept_apart),
        cmocka_unit_test(ill_formed_bytes_refuse_their_row),
        cmocka_unit_test(a_name_of_signs_is_no_name),
        cmocka_unit_test(files_of_another_kind_are_faults_of_the_whole),
        cmocka_unit_test(an_empty_comments_file_is_a_comments_file),
        cmocka_unit_test(a_sink_may_stop_the_reading),
        cmocka_unit_test(a_line_beyond_the_limit_is_refused),
        cmocka_unit_test(more_files_than_a_snapshot_has_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
