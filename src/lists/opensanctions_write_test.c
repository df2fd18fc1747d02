#include "test_opensanctions.h"

/* What the layout carries is read back; what it does not is counted. */
static void what_is_written_reads_back(void **state) {
    (void)state;
    ix_entity_name names[] = {{IX_STR("SAMPLE, Anna"), IX_NAME_PRIMARY, IX_STR("t")},
                              {IX_STR("a \"quoted\"; name"), IX_NAME_WEAK, IX_STR("t")}};
    ix_date_range birth = {{1970, 1, 2, false}, {1970, 1, 2, false}};
    ix_identifier ids[] = {
        {.type = IX_ID_PASSPORT, .value = IX_STR("P-1"), .country = "RU"},
        {.type = IX_ID_REGISTRATION, .value = IX_STR("R-2"), .label = IX_STR("Reg. No.")}};
    ix_str programs[] = {IX_STR("PROG")};
    ix_listing listing = {.programs = programs,
                          .program_count = 1,
                          .effective_from = {IX_WHEN_DATE, 18262},
                          .reason = IX_STR("for a reason")};
    ix_entity entity = {.key = IX_STR("k1"),
                        .type = IX_PARTY_PERSON,
                        .names = names,
                        .name_count = 2,
                        .births = &birth,
                        .birth_count = 1,
                        .identifiers = ids,
                        .identifier_count = 2,
                        .listings = &listing,
                        .listing_count = 1,
                        .remarks = IX_STR("whole")};
    static ix_export account;
    account = (ix_export){.list = IX_STR("example"), .published = 1718260801};
    ix_buf out;
    ix_buf after;
    ix_buf_init(&out, SAMPLE_BYTES);
    ix_list_writer_find(IX_STR("opensanctions_csv"))->write(&out, &account, &entity);
    assert_int_equal(out.status, IX_OK);
    assert_int_equal(read_sample(&after, "opensanctions_csv", ix_buf_view(&out)), IX_OK);
    static const char *const said[] = {
        "  name primary | SAMPLE, Anna", "a \"quoted\"; name", "1970-01-02",
        "identifier other | ",           "2020-01-01",         "listing sanction | PROG"};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if (ix_str_find(ix_buf_view(&after), ix_str_from_cstr(said[i]), 0) < 0) {
            fail_msg("'%s' is not in\n%.*s\n%.*s", said[i], (int)after.len, after.ptr, (int)out.len,
                     out.ptr);
        }
    }
    bool remarks = false;
    for (int i = 0; i < account.lost_count; i++) {
        remarks |= ix_str_equal(account.lost[i].name, IX_STR("remarks"));
    }
    assert_true(remarks);
    ix_buf_free(&after);
    ix_buf_free(&out);
}

/* A reason read from this layout ends with its days; said again they would end the sanction. */
static void a_copy_of_a_copy_does_not_end(void **state) {
    (void)state;
    ix_entity_name name = {IX_STR("SAMPLE, Anna"), IX_NAME_PRIMARY, IX_STR("t")};
    ix_listing listing = {.effective_from = {IX_WHEN_DATE, 18262},
                          .reason = IX_STR("for a reason - 2020-01-01")};
    ix_entity entity = {.key = IX_STR("k1"),
                        .type = IX_PARTY_PERSON,
                        .names = &name,
                        .name_count = 1,
                        .listings = &listing,
                        .listing_count = 1};
    static ix_export account;
    account = (ix_export){.list = IX_STR("example")};
    ix_buf out;
    ix_buf_init(&out, SAMPLE_BYTES);
    ix_list_writer_find(IX_STR("opensanctions_csv"))->write(&out, &account, &entity);
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR("for a reason - 2020-01-01,"), 0) > 0);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_reads_back),
                                       cmocka_unit_test(a_copy_of_a_copy_does_not_end)};
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
