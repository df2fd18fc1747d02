#include <interdict/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define S(text) IX_STR(text)

/* An entity that fills every member. All arrays are static, so that it can be changed in place. */
static ix_entity full_entity(void) {
    static ix_entity_name names[] = {
        {IX_STR("TIKHONOV, Andrei Gennadyevich"), IX_NAME_PRIMARY, IX_STR("sdn.csv")},
        {IX_STR("TIKHONOV, Andrey"), IX_NAME_STRONG, IX_STR("alt.csv 1")},
        {IX_STR("AG"), IX_NAME_WEAK, IX_STR("remarks")}};
    static ix_date_range births[] = {{{1966, 11, 9, false}, {1966, 11, 9, false}},
                                     {{1971, 0, 0, true}, {1972, 0, 0, false}}};
    static ix_str places[] = {IX_STR("Tver, Russia"), {0}};
    static char nationalities[][3] = {"RU", "CY"};
    static ix_identifier ids[] = {{IX_ID_PASSPORT,
                                   IX_STR("530193947"),
                                   IX_STR("Passport"),
                                   {0},
                                   "RU",
                                   {2001, 2, 3, false},
                                   {2011, 0, 0, false}},
                                  {IX_ID_WALLET,
                                   IX_STR("12QtD5"),
                                   IX_STR("Digital Currency Address"),
                                   IX_STR("XBT"),
                                   "",
                                   {0},
                                   {0}}};
    static ix_address addresses[] = {
        {IX_STR("1 Main Street"), IX_STR("Moscow"), IX_STR("Russia"), "RU", IX_STR("old")},
        {{0}, {0}, IX_STR("undetermined"), "", {0}}};
    static ix_str programs[] = {IX_STR("RUSSIA-EO14024"), IX_STR("CYBER2")};
    static ix_listing listings[] = {{.source = IX_STR("SDN"),
                                     .programs = programs,
                                     .program_count = 2,
                                     .published = {IX_WHEN_DATE, 19895},
                                     .effective_from = {IX_WHEN_INSTANT, -5},
                                     .authority = IX_STR("E.O. 14024"),
                                     .reason = IX_STR("technology"),
                                     .measures = IX_STR("blocking")},
                                    {.source = IX_STR("EL")}};
    static ix_relation relations[] = {{IX_STR("Linked To"), IX_STR("KASPERSKY")}};
    static ix_field vessel[] = {{IX_STR("tonnage"), IX_STR("318,000")}};
    static ix_str notes[] = {IX_STR("Secondary sanctions risk: section 11")};
    static ix_field unmodelled[] = {{IX_STR("remarks"), IX_STR("ICTY indictee")}};
    return (ix_entity){.key = S("45815"),
                       .type = IX_PARTY_PERSON,
                       .names = names,
                       .name_count = 3,
                       .births = births,
                       .birth_count = 2,
                       .birth_places = places,
                       .birth_place_count = 2,
                       .gender = IX_GENDER_MALE,
                       .nationalities = nationalities,
                       .nationality_count = 2,
                       .identifiers = ids,
                       .identifier_count = 2,
                       .addresses = addresses,
                       .address_count = 2,
                       .listings = listings,
                       .listing_count = 2,
                       .relations = relations,
                       .relation_count = 1,
                       .title = S("COO"),
                       .vessel = vessel,
                       .vessel_count = 1,
                       .notes = notes,
                       .note_count = 1,
                       .remarks = S("DOB 09 Nov 1966."),
                       .unmodelled = unmodelled,
                       .unmodelled_count = 1};
}

static ix_entity least_entity(void) {
    static ix_entity_name names[] = {{IX_STR("BNC"), IX_NAME_PRIMARY, {0}}};
    static ix_listing listings[1];
    return (ix_entity){
        .key = S("306"), .names = names, .name_count = 1, .listings = listings, .listing_count = 1};
}

/* Does this record decode, and encode to itself again? */
static bool decodes_to_itself(ix_str record) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    ix_error error = {0};
    ix_entity entity;
    ix_status status = ix_entity_decode(&entity, record, &arena, &error);
    if (status == IX_OK) {
        ix_buf again;
        ix_buf_init(&again, IX_ENTITY_RECORD_BYTES_MAX);
        ix_entity_encode(&again, &entity);
        assert_int_equal(again.status, IX_OK);
        assert_true(ix_str_equal(ix_buf_view(&again), record));
        ix_buf_free(&again);
    } else {
        assert_int_equal(status, IX_E_CORRUPT);
        assert_true(error.text[0] != '\0');
        assert_int_equal(entity.name_count, 0);
    }
    ix_arena_free(&arena);
    return status == IX_OK;
}

static void encoding_round_trips(void **state) {
    (void)state;
    ix_entity entities[] = {full_entity(), least_entity()};
    for (int i = 0; i < 2; i++) {
        ix_buf record;
        ix_buf_init(&record, 1 << 16);
        ix_entity_encode(&record, &entities[i]);
        assert_int_equal(record.status, IX_OK);
        assert_true(decodes_to_itself(ix_buf_view(&record)));
        ix_buf_free(&record);
    }
}

static void decoding_gives_every_member_back(void **state) {
    (void)state;
    ix_entity entity = full_entity();
    ix_buf record;
    ix_buf_init(&record, 1 << 16);
    ix_entity_encode(&record, &entity);
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_entity out;
    assert_int_equal(ix_entity_decode(&out, ix_buf_view(&record), &arena, NULL), IX_OK);
    assert_true(ix_str_equal(out.key, S("45815")));
    assert_int_equal(out.type, IX_PARTY_PERSON);
    assert_int_equal(out.name_count, 3);
    assert_int_equal(out.names[2].kind, IX_NAME_WEAK);
    assert_true(ix_str_equal(out.names[1].origin, S("alt.csv 1")));
    assert_int_equal(out.births[1].to.year, 1972);
    assert_true(out.births[1].from.circa);
    assert_int_equal(out.birth_places[1].len, 0);
    assert_int_equal(out.gender, IX_GENDER_MALE);
    assert_string_equal(out.nationalities[1], "CY");
    assert_string_equal(out.identifiers[0].country, "RU");
    assert_int_equal(out.identifiers[0].issued.day, 3);
    assert_true(ix_str_equal(out.identifiers[1].currency, S("XBT")));
    assert_string_equal(out.addresses[1].country, "");
    assert_int_equal(out.listings[0].program_count, 2);
    assert_true(ix_str_equal(out.listings[0].programs[1], S("CYBER2")));
    assert_int_equal(out.listings[0].effective_from.kind, IX_WHEN_INSTANT);
    assert_int_equal(out.listings[0].effective_from.value, -5);
    assert_int_equal(out.listings[1].program_count, 0);
    assert_true(ix_str_equal(out.relations[0].target, S("KASPERSKY")));
    assert_true(ix_str_equal(out.vessel[0].value, S("318,000")));
    assert_int_equal(out.note_count, 1);
    assert_true(ix_str_equal(out.remarks, S("DOB 09 Nov 1966.")));
    assert_true(ix_str_equal(out.unmodelled[0].name, S("remarks")));
    ix_arena_free(&arena);
    ix_buf_free(&record);
}

static void every_cut_is_refused(void **state) {
    (void)state;
    ix_entity entity = full_entity();
    ix_buf record;
    ix_buf_init(&record, 1 << 16);
    ix_entity_encode(&record, &entity);
    int whole = 0;
    for (size_t len = 0; len < record.len; len++) {
        /* An own allocation of just that size lets a sanitizer see any read beyond it. */
        char *copy = malloc(len + 1);
        assert_non_null(copy);
        memcpy(copy, record.ptr, len);
        whole += decodes_to_itself((ix_str){copy, (ptrdiff_t)len});
        free(copy);
    }
    /* Cut between elements from the first listing on, it is a whole record of less. */
    assert_int_equal(whole, 7);
    ix_buf_free(&record);
}

static void every_changed_byte_is_refused_or_canonical(void **state) {
    (void)state;
    ix_entity entity = full_entity();
    ix_buf record;
    ix_buf_init(&record, 1 << 16);
    ix_entity_encode(&record, &entity);
    static const unsigned char values[] = {0, 1, 2, 3, 0x7F, 0x80, 0x81, 0xFF, 16, 17};
    for (size_t at = 0; at < record.len; at++) {
        char old = record.ptr[at];
        for (size_t v = 0; v < sizeof values; v++) {
            record.ptr[at] = (char)values[v];
            decodes_to_itself(ix_buf_view(&record));
        }
        record.ptr[at] = old;
    }
    ix_buf_free(&record);
}

static void damaged_records_are_named(void **state) {
    (void)state;
    static const struct {
        ix_str record;
        const char *fault;
    } rows[] = {
        {IX_STR(""), "not of a known version"},
        {IX_STR("\x02"), "not of a known version"},
        {IX_STR("\x01"), "key, type, name or listing is missing"},
        {IX_STR("\x01\x11\x00"), "unknown or out of order"},
        {IX_STR("\x01\x02\x01\x01\x01\x01"
                "a"),
         "unknown or out of order"},
        {IX_STR("\x01\x01\x01"
                "a\x01\x01"
                "b"),
         "unknown or out of order"},
        {IX_STR("\x01\x01\x05"
                "a"),
         "runs beyond the end"},
        {IX_STR("\x01\x01\x81\x00"
                "a"),
         "shortest form"},
        {IX_STR("\x01\x01\xFF\xFF\xFF\xFF\xFF\x01"
                "a"),
         "too long"},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_error error = {0};
        ix_entity out;
        assert_int_equal(ix_entity_decode(&out, rows[i].record, &arena, &error), IX_E_CORRUPT);
        if (strstr(error.text, rows[i].fault) == NULL) {
            fail_msg("row %zu: '%s'", i, error.text);
        }
    }
    assert_int_equal(arena.used, 0);
    ix_arena_free(&arena);
}

static void limits_and_memory_are_refused(void **state) {
    (void)state;
    ix_entity entity = full_entity();
    ix_buf record;
    ix_buf_init(&record, 16);
    ix_entity_encode(&record, &entity);
    assert_int_equal(record.status, IX_E_LIMIT);
    ix_buf_free(&record);
    char *large = calloc(1, IX_ENTITY_RECORD_BYTES_MAX);
    assert_non_null(large);
    entity.remarks = (ix_str){large, IX_ENTITY_RECORD_BYTES_MAX};
    ix_buf_init(&record, (size_t)64 << 20);
    ix_entity_encode(&record, &entity);
    assert_int_equal(record.status, IX_E_LIMIT);
    assert_int_equal(record.len, 0);
    ix_buf_free(&record);
    free(large);

    entity = full_entity();
    ix_buf_init(&record, 1 << 16);
    ix_entity_encode(&record, &entity);
    ix_arena arena;
    ix_arena_init(&arena, 64);
    ix_entity out;
    assert_int_equal(ix_entity_decode(&out, ix_buf_view(&record), &arena, NULL), IX_E_MEMORY);
    assert_null(out.names);
    ix_arena_free(&arena);
    ix_buf_free(&record);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoding_round_trips),
        cmocka_unit_test(decoding_gives_every_member_back),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(every_changed_byte_is_refused_or_canonical),
        cmocka_unit_test(damaged_records_are_named),
        cmocka_unit_test(limits_and_memory_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
