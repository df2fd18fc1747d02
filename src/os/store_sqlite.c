/* Customers in a SQLite database: the table or view `customers`, read and never written. */
#include <interdict/os.h>

#include <sqlite3.h>
#include <string.h>

#define WAIT_MS 10000 /* for a writer that holds the database */

bool ix_customers_is_sqlite(ix_str bytes) {
    static const char magic[] = "SQLite format 3"; /* its NUL belongs to it */
    return bytes.len >= (ptrdiff_t)sizeof magic && memcmp(bytes.ptr, magic, sizeof magic) == 0;
}

/* A failure of SQLite in its own words. */
static ix_status store_error(sqlite3 *database, const char *what, ix_error *error) {
    int code = database != NULL ? sqlite3_errcode(database) : SQLITE_NOMEM;
    ix_status status = code == SQLITE_NOMEM                              ? IX_E_MEMORY
                       : code == SQLITE_CANTOPEN                         ? IX_E_NOT_FOUND
                       : code == SQLITE_TOOBIG                           ? IX_E_LIMIT
                       : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? IX_E_CORRUPT
                                                                         : IX_E_IO;
    return ix_error_set(error, status, "%s: %s", what,
                        database != NULL ? sqlite3_errmsg(database) : "out of memory");
}

/* A database from elsewhere may hold views and triggers that call functions: none with a side
 * effect is allowed to. */
static void distrust(sqlite3 *database) {
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 4 * IX_CSV_RECORD_BYTES_MAX);
    sqlite3_busy_timeout(database, WAIT_MS);
}

/* What of that name there is; *ordered: a table, whose rows may have numbers. */
static ix_status find_table(bool *ordered, sqlite3 *database, ix_error *error) {
    static const char sql[] = "SELECT type = 'table' FROM sqlite_schema WHERE "
                              "name = 'customers' COLLATE NOCASE AND type IN ('table', 'view')";
    sqlite3_stmt *rows = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &rows, NULL) != SQLITE_OK) {
        return store_error(database, "the database cannot be read", error);
    }
    ix_status status = IX_OK;
    switch (sqlite3_step(rows)) {
    case SQLITE_ROW:
        *ordered = sqlite3_column_int(rows, 0) != 0;
        break;
    case SQLITE_DONE:
        status = ix_error_set(error, IX_E_NOT_FOUND,
                              "the database has no table or view named customers");
        break;
    default:
        status = store_error(database, "the database cannot be read", error);
    }
    sqlite3_finalize(rows);
    return status;
}

static bool prepare(ix_customers *out, const char *sql) {
    return sqlite3_prepare_v2(out->database, sql, -1, &out->rows, NULL) == SQLITE_OK;
}

/* A table made WITHOUT ROWID stands in the order of its key. */
static ix_status select_rows(ix_customers *out, ix_error *error) {
    bool ordered = false;
    ix_status status = find_table(&ordered, out->database, error);
    if (status != IX_OK) {
        return status;
    }
    if (!(ordered && prepare(out, "SELECT * FROM customers ORDER BY rowid")) &&
        !prepare(out, "SELECT * FROM customers")) {
        return store_error(out->database, "customers cannot be read", error);
    }
    if (sqlite3_column_count(out->rows) > IX_CSV_FIELDS_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "customers has more than %d columns",
                            IX_CSV_FIELDS_MAX);
    }
    return IX_OK;
}

ix_status ix_customers_open(ix_customers *out, const char *path, ix_error *error) {
    ix_error why = {0};
    *out = (ix_customers){0};
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    ix_status status = sqlite3_open_v2(path, &out->database, flags, NULL) == SQLITE_OK
                           ? IX_OK
                           : store_error(out->database, "the database cannot be opened", &why);
    if (status == IX_OK) {
        distrust(out->database);
        status = select_rows(out, &why);
    }
    if (status != IX_OK) {
        ix_customers_close(out);
        ix_error_at(error, status, ix_str_from_cstr(path), 0, -1, "%s", why.text);
    }
    return status;
}

void ix_customers_close(ix_customers *customers) {
    sqlite3_finalize(customers->rows);
    sqlite3_close(customers->database);
    *customers = (ix_customers){0};
}

ix_status ix_customers_columns(ix_str *names, int *count, const ix_customers *customers,
                               ix_error *error) {
    *count = sqlite3_column_count(customers->rows);
    for (int i = 0; i < *count; i++) {
        const char *name = sqlite3_column_name(customers->rows, i);
        if (name == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "no memory for the name of a column");
        }
        names[i] = ix_str_from_cstr(name);
    }
    return IX_OK;
}

static bool read_value(ix_str *out, sqlite3_stmt *rows, int column) {
    *out = (ix_str){0};
    switch (sqlite3_column_type(rows, column)) {
    case SQLITE_NULL:
        return true;
    case SQLITE_BLOB:
        out->ptr = sqlite3_column_blob(rows, column);
        break;
    default:
        out->ptr = (const char *)sqlite3_column_text(rows, column);
        if (out->ptr == NULL) {
            return false; /* text is never NULL unless memory ran out */
        }
    }
    out->len = sqlite3_column_bytes(rows, column);
    return true;
}

ix_status ix_customers_next(ix_str *values, int *count, ix_customers *customers, ix_error *error) {
    switch (sqlite3_step(customers->rows)) {
    case SQLITE_ROW:
        break;
    case SQLITE_DONE:
        return IX_END;
    default:
        return store_error(customers->database, "customers cannot be read further", error);
    }
    *count = sqlite3_column_count(customers->rows);
    for (int i = 0; i < *count; i++) {
        if (!read_value(&values[i], customers->rows, i)) {
            return ix_error_set(error, IX_E_MEMORY, "no memory for a row of customers");
        }
    }
    return IX_OK;
}
