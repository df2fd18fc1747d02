/* Private to screen: reading software inventories. A format is one file inventory_<format>.c and
 * one row of the table in inventory_formats.c; it walks the bytes and tells, component by
 * component, what the file says:
 *
 *     inventory_begin(r, IX_CLASS_COMPONENT, line);
 *     r->component.name = ...;                       what people are shown
 *     inventory_sign(r, IX_SIGN_PUBLISHER, ...);     what is compared with the data
 *     status = inventory_end(r);
 *
 * Signs are compared at once and only those found are kept, so that memory does not grow with the
 * file. Texts given must live until inventory_end(). */
#ifndef SCREEN_INVENTORY_H
#define SCREEN_INVENTORY_H

#include "products.h"

#define INVENTORY_SNIFF_BYTES    65536 /* of a file's start, from which its format is told */
#define INVENTORY_LINE_BYTES_MAX (1 << 20)
#define INVENTORY_HEADINGS_MET   64
#define INVENTORY_NOTES_MAX      20 /* unread rows that are told of singly; all are counted */

typedef enum inventory_class {
    CLASS_COMPONENT,
    CLASS_OTHER,  /* a service, the subject of an SBOM */
    CLASS_CONTACT /* somebody spoke to a host: a line of a log */
} inventory_class;

typedef struct inventory_component {
    inventory_class class;
    ix_str host;
    ix_str name;
    ix_str version;
    ix_str publisher;
    ix_str place;
    ix_str client; /* of a contact: who spoke */
    int64_t line;
    ix_when at;
    ix_vector signs;      /* ix_found_sign */
    ix_vector publishers; /* ix_str: whom it names as such */
    bool packaged; /* its name is a package's: "hikvision" is a library that speaks to cameras */
    bool library;  /* and the package a language's, where anybody takes any name */
} inventory_component;

/* A publisher that the file names, and what the lists have of it. */
typedef struct inventory_publisher {
    ix_str name;
    int64_t line;  /* where it is named first */
    int last_host; /* that it was kept for */
    ix_finding *findings;
    int finding_count;
} inventory_publisher;

/* A publisher on a host, with the component that names it first. */
typedef struct inventory_published {
    int publisher; /* of the reader */
    ix_str component;
    int64_t line;
} inventory_published;

/* What is known of one host so far. */
typedef struct inventory_host {
    ix_inventory inventory;
    ix_vector finds;     /* ix_find */
    ix_vector kept;      /* ix_vector of ix_found_component, one a find */
    ix_vector published; /* inventory_published */
} inventory_host;

typedef struct inventory_reader {
    ix_str source;
    ix_str bytes; /* valid UTF-8, without a byte-order mark */
    const ix_products *products;
    const ix_inventory_options *how;
    ix_arena *arena;   /* of the decisions */
    ix_arena *scratch; /* of a component; emptied at its end */
    ix_error *error;
    inventory_component component;
    ix_vector hosts; /* inventory_host */
    int32_t *table;  /* open addressing by name: number of a host + 1 */
    uint32_t mask;
    int last_host;
    bool lists;               /* there are lists to ask publishers against */
    ix_vector publishers;     /* inventory_publisher */
    int32_t *publisher_table; /* as `table` */
    uint32_t publisher_mask;
    struct {
        ix_str heading, field;
    } met[INVENTORY_HEADINGS_MET]; /* by hash: rows of json name the same ones again and again */
    ix_vector oddities; /* ix_oddity */
    int64_t unread;
    ix_status status; /* of what went wrong while a component was told */
} inventory_reader;

typedef struct inventory_format {
    const char *id;
    const char *title;
    /* How sure the start of a file is of this format: 0 not, 100 quite. */
    int (*sniff)(ix_str start);
    ix_status (*read)(inventory_reader *r);
} inventory_format;

extern const inventory_format inventory_formats[];
const inventory_format *inventory_format_find(ix_str id);
/* The format that the bytes look most like, or NULL. */
const inventory_format *inventory_format_detect(ix_str bytes);

/* ------------------------------------------------------------------ telling components */

ix_status inventory_open(inventory_reader *r, const ix_products *products,
                         const ix_inventory_options *how, ix_str source, ix_arena *arena,
                         ix_arena *scratch, ix_error *error);
void inventory_begin(inventory_reader *r, inventory_class class, int64_t line);
/* Compare a value with the data; `field` says where in the component it stands. */
void inventory_sign(inventory_reader *r, ix_sign kind, ix_str value, ix_str field);
/* The same of a text that says less: its signs are at most of this strength. */
void inventory_sign_at_most(inventory_reader *r, ix_strength most, ix_sign kind, ix_str value,
                            ix_str field);
/* A value of which the format does not say what it is: a path, an address, a code are looked for
 * in it. */
void inventory_any(inventory_reader *r, ix_str value, ix_str field);
/* A field by its name in columns.yml: host, product_name, version, publisher, time, cpe, ... */
void inventory_field(inventory_reader *r, ix_str field, ix_str value, ix_str heading);
/* Whom SPDX names: "Organization: Kaspersky Lab (info@...)" without what is around it. */
ix_str inventory_agent(ix_str agent);
/* What the headings of a row come to: one with a host that was spoken to and nothing of software is
 * a contact. An application beside a time is what a proxy takes the traffic for. */
typedef struct inventory_row {
    bool domain, time, application, product;
} inventory_row;
void inventory_row_has(inventory_row *row, ix_str field, ix_str heading);
inventory_class inventory_row_class(const inventory_row *row);
/* A field by its heading, as columns.yml knows it; what it does not know is looked through. */
/* The field that a heading means, or empty. */
ix_str inventory_column(inventory_reader *r, ix_str heading, ix_arena *arena);
void inventory_heading(inventory_reader *r, ix_str heading, ix_str value);
/* Count the component and keep it where it bears a sign. */
ix_status inventory_end(inventory_reader *r);
/* A row that could not be read. */
ix_status inventory_unread(inventory_reader *r, int64_t line, const char *format, ...)
    IX_PRINTF(3, 4);
/* The host of a name; NULL when memory is gone or there are too many. */
inventory_host *inventory_host_of(inventory_reader *r, ix_str name);
/* Text in the scratch memory. */
ix_str inventory_text(inventory_reader *r, const char *format, ...) IX_PRINTF(2, 3);

/* The next line without its end and its number; false at the end. */
typedef struct inventory_lines {
    ix_str rest;
    int64_t line;
} inventory_lines;
bool inventory_next_line(inventory_lines *lines, ix_str *line);
/* Read a file line by line, empty ones left out. */
typedef ix_status (*inventory_read_line)(inventory_reader *r, ix_str line, int64_t number);
ix_status inventory_each_line(inventory_reader *r, inventory_read_line read);
/* How many of the first twenty lines that are not empty fit, in percent; -1: there is no line. */
typedef bool (*inventory_fits)(ix_str line);
int inventory_percent(ix_str start, inventory_fits fits);
/* Fields between separators, trimmed; what is beyond `most` is left out. */
int inventory_split(ix_str line, char separator, ix_str *fields, int most);

/* The bytes as UTF-8 without a byte-order mark: UTF-16 of either order by its mark or its zero
 * bytes, else UTF-8, else Windows-1251 or -1252, which is told as an oddity. */
ix_status inventory_decode(inventory_reader *r, ix_str bytes);

/* ------------------------------------------------------------------ publishers and lists */

/* How publishers are asked about. */
typedef struct inventory_asking {
    const ix_screener *screener;
    const ix_context *context;
    ix_when as_of;
    ix_screen_options options;
} inventory_asking;

/* A component names a publisher, in a field of this name. */
void inventory_note_publisher(inventory_reader *r, ix_str name, ix_str field);
/* Those of the component are of this host. */
void inventory_keep_publishers(inventory_reader *r, inventory_host *host, int host_number);
/* Ask about every publisher of the file, once. What could not be asked is unread. */
ix_status inventory_ask_publishers(inventory_reader *r, const inventory_asking *asking);
/* Add what was found of the publishers of a host to its findings. */
ix_status inventory_add_publishers(inventory_reader *r, const inventory_host *host,
                                   ix_decision *decision);

/* ------------------------------------------------------------------ formats */

#define INVENTORY_FORMATS(X)                                                                       \
    X(cyclonedx_json)                                                                              \
    X(cyclonedx_xml)                                                                               \
    X(spdx_json)                                                                                   \
    X(spdx3_json)                                                                                  \
    X(spdx_tag)                                                                                    \
    X(swid)                                                                                        \
    X(json_rows)                                                                                   \
    X(macos_plist)                                                                                 \
    X(macos_text)                                                                                  \
    X(windows_registry)                                                                            \
    X(registry_text)                                                                               \
    X(sc_query)                                                                                    \
    X(pnputil)                                                                                     \
    X(dpkg_status)                                                                                 \
    X(dpkg_list)                                                                                   \
    X(apt_list)                                                                                    \
    X(rpm)                                                                                         \
    X(pacman)                                                                                      \
    X(nix)                                                                                         \
    X(properties)                                                                                  \
    X(csv)                                                                                         \
    X(table)                                                                                       \
    X(log)                                                                                         \
    X(lines)

#define INVENTORY_DECLARE(name)                                                                    \
    int inventory_sniff_##name(ix_str start);                                                      \
    ix_status inventory_read_##name(inventory_reader *r);
INVENTORY_FORMATS(INVENTORY_DECLARE)
#undef INVENTORY_DECLARE

/* ------------------------------------------------------------------ decisions */

/* The findings and verdict of each host. */
ix_status inventory_decide(ix_decision **out, int *count, inventory_reader *r,
                           const ix_screener *screener, const ix_context *context, ix_when as_of,
                           const ix_inventory *file);

#endif
