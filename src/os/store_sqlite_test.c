/* Tests of customers in a SQLite database: order, values, views, and what is no such database. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "test_folder.h"

static const char *make_store(char path[IX_PATH_BYTES_MAX], const char *folder, const char *sql) {
    sqlite3 *database;
    snprintf(path, IX_PATH_BYTES_MAX, "%s", in_folder(folder, "store.db"));
    remove(path);
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    return path;
}

/* "id|name;" of all rows. */
static void assert_rows(const char *path, const char *expected) {
    ix_customers store;
    ix_error error = {0};
    ix_str values[IX_CSV_FIELDS_MAX];
    int count = 0;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    if (ix_customers_open(&store, path, &error) != IX_OK) {
        fail_msg("%s: %s", error.source, error.text);
    }
    assert_int_equal(ix_customers_columns(values, &count, &store, &error), IX_OK);
    for (int i = 0; i < count; i++) {
        ix_buf_printf(&text, "%s%" IX_FMT, i > 0 ? "|" : "", IX_ARG(values[i]));
    }
    ix_buf_append_char(&text, ';');
    ix_status status;
    while ((status = ix_customers_next(values, &count, &store, &error)) == IX_OK) {
        for (int i = 0; i < count; i++) {
            ix_buf_printf(&text, "%s%" IX_FMT, i > 0 ? "|" : "", IX_ARG(values[i]));
        }
        ix_buf_append_char(&text, ';');
    }
    assert_int_equal(status, IX_END);
    ix_customers_close(&store);
    if (!ix_str_equal(ix_buf_view(&text), ix_str_from_cstr(expected))) {
        fail_msg("%.*s, expected %s", IX_ARG(ix_buf_view(&text)), expected);
    }
    ix_buf_free(&text);
}

static void rows_come_in_the_order_of_their_ids(void **state) {
    char folder[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    (void)state;
    make_folder(folder);
    make_store(path, folder,
               "CREATE TABLE customers(id, name TEXT); CREATE INDEX i ON customers(name, id);"
               "INSERT INTO customers(rowid, id, name) VALUES (3, 'c', 'Anna'), (1, 7, NULL),"
               "(2, 2.5, x'C3A9');");
    assert_rows(path, "id|name;7|;2.5|\xC3\xA9;c|Anna;");
    drop_folder(folder);
}

static void a_view_says_its_own_order(void **state) {
    char folder[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    (void)state;
    make_folder(folder);
    make_store(path, folder,
               "CREATE TABLE clients(nr INTEGER PRIMARY KEY, who TEXT);"
               "INSERT INTO clients VALUES (1, 'Anna'), (2, 'Boris');"
               "CREATE VIEW customers AS SELECT nr AS id, who AS name FROM clients "
               "ORDER BY nr DESC;");
    assert_rows(path, "id|name;2|Boris;1|Anna;");
    make_store(path, folder,
               "CREATE TABLE Customers(id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;"
               "INSERT INTO Customers VALUES ('b', 'Boris'), ('a', 'Anna');");
    assert_rows(path, "id|name;a|Anna;b|Boris;");
    drop_folder(folder);
}

static void what_is_no_store_is_refused(void **state) {
    char folder[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    ix_customers store;
    ix_error error = {0};
    (void)state;
    make_folder(folder);
    assert_int_equal(ix_customers_open(&store, in_folder(folder, "none.db"), &error),
                     IX_E_NOT_FOUND);
    assert_null(store.database);
    make_store(path, folder, "CREATE TABLE clients(id);");
    assert_int_equal(ix_customers_open(&store, path, &error), IX_E_NOT_FOUND);
    assert_non_null(strstr(error.text, "customers"));
    ix_buf damaged;
    ix_buf_init(&damaged, 1 << 20);
    make_store(path, folder, "CREATE TABLE customers(id, name);");
    assert_int_equal(ix_file_read(&damaged, path, &error), IX_OK);
    assert_true(ix_customers_is_sqlite(ix_buf_view(&damaged)));
    memset(damaged.ptr + 100, 'x', 200);
    assert_int_equal(ix_file_write(path, ix_buf_view(&damaged), &error), IX_OK);
    assert_int_equal(ix_customers_open(&store, path, &error), IX_E_CORRUPT);
    ix_buf_free(&damaged);
    assert_false(ix_customers_is_sqlite(IX_STR("id,name\n")));
    assert_false(ix_customers_is_sqlite(IX_STR("SQLite format 3")));
    drop_folder(folder);
}

static void a_view_calls_nothing_that_it_should_not(void **state) {
    char folder[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    ix_customers store;
    ix_error error = {0};
    (void)state;
    make_folder(folder);
    make_store(path, folder,
               "CREATE VIEW customers AS SELECT load_extension('/nowhere.so') AS name;");
    ix_status status = ix_customers_open(&store, path, &error);
    if (status == IX_OK) {
        ix_str values[IX_CSV_FIELDS_MAX];
        int count;
        status = ix_customers_next(values, &count, &store, &error);
        ix_customers_close(&store);
    }
    assert_int_equal(status, IX_E_IO);
    drop_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_in_the_order_of_their_ids),
        cmocka_unit_test(a_view_says_its_own_order),
        cmocka_unit_test(what_is_no_store_is_refused),
        cmocka_unit_test(a_view_calls_nothing_that_it_should_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
