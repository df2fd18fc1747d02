/* For tests: an inventory read by one format, with the shipped products. The test includes
 * <interdict/os.h> before this, because files can only be read through it. */
#ifndef SCREEN_TEST_INVENTORY_H
#define SCREEN_TEST_INVENTORY_H

#include "inventory.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

typedef struct inventory_test {
    ix_arena arena, scratch;
    const ix_products *products;
    ix_inventory_options how;
    inventory_reader reader;
    ix_screener screener;
    ix_context context;
    ix_decision *decisions; /* of the last screening */
    int decision_count;
    ix_status status;
    ix_error error;
} inventory_test;

static inline void inventory_test_open(inventory_test *t) {
    char folder[4096];
    ix_knowledge_file *files;
    int count;
    *t = (inventory_test){.status = IX_OK};
    ix_arena_init(&t->arena, (size_t)1 << 30);
    ix_arena_init(&t->scratch, (size_t)1 << 28);
    snprintf(folder, sizeof folder, "%s/data", getenv("INTERDICT_SOURCE"));
    assert_int_equal(ix_data_read(&files, &count, folder, &t->arena, &t->error), IX_OK);
    if (ix_products_load(&t->products, files, count, &t->arena, &t->error) != IX_OK) {
        fail_msg("%s:%d: %s", t->error.source, (int)t->error.line, t->error.text);
    }
}

/* The rules and the policy too, for tests of decisions. */
static inline void inventory_test_open_rules(inventory_test *t) {
    char folder[4096];
    ix_knowledge_file *files;
    int count;
    const ix_knowledge *knowledge;
    const ix_rules *rules;
    const ix_policy policy = {.alert_score = 7000, .establish_score = 8500};
    inventory_test_open(t);
    snprintf(folder, sizeof folder, "%s/data", getenv("INTERDICT_SOURCE"));
    assert_int_equal(ix_data_read(&files, &count, folder, &t->arena, &t->error), IX_OK);
    assert_int_equal(ix_knowledge_load(&knowledge, files, count, &t->arena, &t->error), IX_OK);
    assert_int_equal(ix_rules_load(&rules, files, count, &t->arena, &t->error), IX_OK);
    ix_screener_init(&t->screener, NULL, knowledge, rules, t->products, &policy);
}

/* Screen text as a user at a time; the decisions are in t->decisions. */
static inline const ix_decision *inventory_test_screen(inventory_test *t, const char *text,
                                                       const char *user, const char *as_of) {
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(as_of), NULL), IX_OK);
    t->context.user = ix_str_from_cstr(user);
    t->error = (ix_error){0};
    t->status =
        ix_screen_inventory(&t->decisions, &t->decision_count, &t->screener, ix_str_from_cstr(text),
                            IX_STR("test"), &t->how, &t->context, when, &t->arena, &t->error);
    assert_true(t->decision_count > 0);
    return &t->decisions[0];
}

static inline void inventory_test_close(inventory_test *t) {
    ix_arena_free(&t->arena);
    ix_arena_free(&t->scratch);
}

/* Read bytes; what came of it is in t->status, t->error and t->reader. */
static inline void inventory_test_read(inventory_test *t, const char *format, ix_str bytes) {
    const inventory_format *row = inventory_format_find(ix_str_from_cstr(format));
    assert_non_null(row);
    t->error = (ix_error){0};
    t->status = inventory_open(&t->reader, t->products, &t->how, IX_STR("test"), &t->arena,
                               &t->scratch, &t->error);
    t->status = t->status == IX_OK ? inventory_decode(&t->reader, bytes) : t->status;
    t->status = t->status == IX_OK ? row->read(&t->reader) : t->status;
}

/* The same for text, which must be told as of this format and be read. */
static inline void inventory_test_text(inventory_test *t, const char *format, const char *text) {
    ix_str bytes = ix_str_from_cstr(text);
    const inventory_format *told = inventory_format_detect(bytes);
    if (told == NULL || strcmp(told->id, format) != 0) {
        fail_msg("told as %s, not %s", told == NULL ? "nothing" : told->id, format);
    }
    inventory_test_read(t, format, bytes);
    if (t->status != IX_OK) {
        fail_msg("%d: %s", (int)t->error.line, t->error.text);
    }
}

static inline const inventory_host *inventory_test_host(const inventory_test *t, const char *name) {
    const inventory_host *hosts = t->reader.hosts.items;
    for (int i = 0; i < t->reader.hosts.count; i++) {
        if (ix_str_equal(hosts[i].inventory.host, ix_str_from_cstr(name))) {
            return &hosts[i];
        }
    }
    return NULL;
}

static inline int inventory_test_components(const inventory_test *t) {
    const inventory_host *hosts = t->reader.hosts.items;
    int count = 0;
    for (int i = 0; i < t->reader.hosts.count; i++) {
        count += (int)hosts[i].inventory.components;
    }
    return count;
}

/* What was found of a product on a host: its first component, or NULL. */
static inline const ix_found_component *inventory_test_found(const inventory_test *t,
                                                             const char *host, const char *id) {
    const inventory_host *on = inventory_test_host(t, host);
    const ix_find *finds = on == NULL ? NULL : on->finds.items;
    for (int i = 0; on != NULL && i < on->finds.count; i++) {
        const ix_vector *kept = &((const ix_vector *)on->kept.items)[i];
        if (ix_str_equal(finds[i].product->id, ix_str_from_cstr(id))) {
            return kept->items;
        }
    }
    return NULL;
}

/* How many products were found on all hosts. */
static inline int inventory_test_finds(const inventory_test *t) {
    const inventory_host *hosts = t->reader.hosts.items;
    int count = 0;
    for (int i = 0; i < t->reader.hosts.count; i++) {
        count += hosts[i].finds.count;
    }
    return count;
}

#define assert_text(text, wanted)                                                                  \
    assert_string_equal(inventory_test_cstr((char[1024]){0}, 1024, (text)), (wanted))

static inline const char *inventory_test_cstr(char *out, size_t room, ix_str text) {
    snprintf(out, room, "%" IX_FMT, IX_ARG(text));
    return out;
}

#define DECISION_TEST(name)  cmocka_unit_test_setup_teardown(name, open_rules_test, close_test)
#define INVENTORY_TEST(name) cmocka_unit_test_setup_teardown(name, open_test, close_test)

static inline int open_test(void **state) {
    inventory_test *t = malloc(sizeof *t);
    inventory_test_open(t);
    *state = t;
    return 0;
}

static inline int open_rules_test(void **state) {
    inventory_test *t = malloc(sizeof *t);
    inventory_test_open_rules(t);
    *state = t;
    return 0;
}

static inline int close_test(void **state) {
    inventory_test_close(*state);
    free(*state);
    return 0;
}

#endif
