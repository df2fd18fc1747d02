/* What the readers of XML publications share. A publication is records (one party each) below a
 * root. The text of every element and attribute of a record is collected as a leaf under its path;
 * at the record's end the reader makes an entity of the leaves, so that elements may come in any
 * order, and what it asked no leaf for is kept as unmodelled under its path.
 *
 * Namespaces are not looked at. A DOCTYPE, elements nested too deep and a text too long are
 * refused. */
#ifndef INTERDICT_LISTS_XML_H
#define INTERDICT_LISTS_XML_H

#include "draft.h"

#define IX_XML_DEPTH_MAX      12
#define IX_XML_NAME_BYTES_MAX 64        /* of an element's name; longer ones are cut */
#define IX_XML_TEXT_BYTES_MAX (1 << 20) /* of one element or attribute */
#define IX_XML_LEAVES_MAX     (1 << 15) /* of one record; the real lists have some 4,000 */
#define IX_XML_RECORDS_MAX    4
#define IX_XML_FIELDS_MAX     24

typedef struct ix_xml_leaf {
    ix_str path;  /* below the record: "akaList/aka/uid"; of an attribute "nameAlias@gender"; of the
                     record itself "sdnEntry@id" */
    ix_str text;  /* trimmed, never empty */
    int32_t item; /* number of the item it stands in, to tell the items of a record apart */
    int32_t element; /* number of the element it is of, and of the one around that: what stands */
    int32_t parent;  /* together has one parent */
    bool taken;
} ix_xml_leaf;

typedef struct ix_xml ix_xml;

typedef struct ix_xml_layout {
    const char *file; /* "sdn.xml": in errors, and as origin of names */
    const char *root;
    const char *records[IX_XML_RECORDS_MAX]; /* paths below the root; all equally deep */
    const char *others[IX_XML_RECORDS_MAX];  /* elements beside or around the records */
    int item_levels;                         /* how far below its record an item begins */
    /* A text or attribute outside of records, by its path below the root. */
    void (*outside)(ix_xml *xml, ix_str path, ix_str text);
    /* Make an entity of the leaves. Returns NULL, or why the record is refused. */
    const char *(*record)(ix_xml *xml);
    /* What the records of interest refer to, wherever in the document it stands: paths as deep as
     * theirs, read in a pass of its own before them. Empty: there is none. */
    const char *references[IX_XML_RECORDS_MAX];
    /* Keep what is needed of the leaves of one, which are gone afterwards, in draft.keep. */
    void (*reference)(ix_xml *xml);
} ix_xml_layout;

/* What a reader may look at while it reads. The rest of the state is xml.c's. */
struct ix_xml {
    const ix_xml_layout *layout;
    ix_draft draft;
    ix_read_report *report;
    int record;  /* which of layout->records, or of its references, is being read */
    void *state; /* what the reader keeps between records, as given to ix_xml_read_with */
    ix_xml_leaf *leaves;
    int leaf_count;
};

/* The text of the first leaf of a path that is not taken yet, and take it. Empty: there is none. */
ix_str ix_xml_take(ix_xml *xml, ix_str path);

/* Items of a record: the elements of one path with the fields they may hold. A field is a path
 * below the item, "uid" or "@number"; "" is the item's own text. */
typedef struct ix_xml_item {
    ix_str path;
    void (*add)(ix_xml *xml, const ix_str *values); /* in the order of fields; empty: not there */
    const char *fields[IX_XML_FIELDS_MAX];
} ix_xml_item;

/* Hand over each item of the kind; its leaves that have a field are taken, the first of each. */
void ix_xml_items(ix_xml *xml, const ix_xml_item *kind);
/* Keep what was not taken as unmodelled. */
void ix_xml_leftovers(ix_xml *xml);

/* Two texts with a separator between them unless one is empty; in the draft's arena. */
ix_str ix_xml_join(ix_xml *xml, ix_str a, ix_str separator, ix_str b);

/* See ix_draft_line. */
ix_str ix_xml_line(ix_xml *xml, ix_str text);

/* Read the one file of a snapshot; report and arena as of ix_list_reader.read. */
ix_status ix_xml_read(const ix_xml_layout *layout, const ix_list_file *files, int file_count,
                      const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                      ix_read_report *report, ix_arena *arena, ix_error *error);

/* The same with a state that `reference` and `record` find in xml->state. */
ix_status ix_xml_read_with(void *state, const ix_xml_layout *layout, const ix_list_file *files,
                           int file_count, const ix_knowledge *knowledge, ix_entity_sink sink,
                           void *context, ix_read_report *report, ix_arena *arena, ix_error *error);

#endif
