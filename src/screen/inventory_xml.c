/* An inventory in XML as a tree; expat reads it. */
#include "inventory_xml.h"

#include <expat.h>
#include <string.h>

#define FEED_BYTES     (1 << 20)
#define TEXT_BYTES_MAX (1 << 20)

typedef struct building {
    inventory_reader *r;
    XML_Parser parser;
    unsigned how; /* INVENTORY_XML_ bits */
    inventory_node *open[IX_INVENTORY_DEPTH_MAX];
    int depth;
    int64_t nodes;
    inventory_node *root;
    ix_buf text; /* since the last tag */
    ix_status status;
} building;

static void stop(building *b, ix_status status, const char *why) {
    if (b->status == IX_OK) {
        b->status = ix_error_at(b->r->error, status, b->r->source,
                                (int64_t)XML_GetCurrentLineNumber(b->parser),
                                (int64_t)XML_GetCurrentByteIndex(b->parser), "%s", why);
        XML_StopParser(b->parser, XML_FALSE);
    }
}

static ix_str keep(building *b, ix_str text) {
    ix_str copy = ix_arena_copy(b->r->arena, text);
    if (copy.ptr == NULL && text.len > 0) {
        stop(b, IX_E_MEMORY, "no memory for the inventory");
    }
    return copy;
}

static ix_str local_name(const char *name) {
    ix_str local;
    ix_str prefix = ix_str_cut(ix_str_from_cstr(name), ':', &local);
    return local.ptr == NULL ? prefix : local;
}

/* Text since the last tag belongs to the innermost element; its pieces are put together. */
static void take_text(building *b) {
    ix_str text = ix_str_trim(ix_buf_view(&b->text));
    if (b->text.status != IX_OK) {
        stop(b, b->text.status, "the text of an element is longer than 1 MiB");
    }
    if (text.len > 0 && b->depth > 0 && b->open[b->depth - 1]->text.len == 0) {
        b->open[b->depth - 1]->text = keep(b, text);
    }
    ix_buf_clear(&b->text);
}

static void keep_attributes(building *b, inventory_node *node, const XML_Char **attributes) {
    inventory_attribute **end = &node->attributes;
    for (int i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(attributes[i], "type") == 0) {
            node->id = keep(b, ix_str_from_cstr(attributes[i + 1]));
        }
        if ((b->how & INVENTORY_XML_ATTRIBUTES) == 0) {
            continue;
        }
        *end = IX_NEW(b->r->arena, inventory_attribute, 1);
        if (*end == NULL) {
            stop(b, IX_E_MEMORY, "no memory for the inventory");
            return;
        }
        (*end)->name = keep(b, local_name(attributes[i]));
        (*end)->value = keep(b, ix_str_trim(ix_str_from_cstr(attributes[i + 1])));
        end = &(*end)->next;
    }
}

static void XMLCALL on_start(void *user, const XML_Char *element, const XML_Char **attributes) {
    building *b = user;
    take_text(b);
    if (b->depth == IX_INVENTORY_DEPTH_MAX || b->nodes++ == INVENTORY_NODES_MAX) {
        stop(b, IX_E_LIMIT, "elements are nested too deep, or there are too many");
        return;
    }
    inventory_node *node = IX_NEW(b->r->arena, inventory_node, 1);
    if (node == NULL) {
        stop(b, IX_E_MEMORY, "no memory for the inventory");
        return;
    }
    inventory_node *parent = b->depth > 0 ? b->open[b->depth - 1] : NULL;
    node->name = keep(b, local_name(element));
    node->line = (int64_t)XML_GetCurrentLineNumber(b->parser);
    keep_attributes(b, node, attributes);
    if (parent == NULL) {
        b->root = node;
    } else if (parent->last == NULL) {
        parent->first = parent->last = node;
    } else {
        parent->last = parent->last->next = node;
    }
    b->open[b->depth++] = node;
}

static void XMLCALL on_end(void *user, const XML_Char *element) {
    (void)element;
    building *b = user;
    take_text(b);
    b->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *text, int length) {
    building *b = user;
    ix_buf_append(&b->text, (ix_str){text, length});
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *publisher, int has_subset) {
    (void)name;
    (void)system;
    (void)publisher;
    building *b = user;
    if ((b->how & INVENTORY_XML_DOCTYPE) == 0 || has_subset != 0) {
        stop(b, IX_E_INPUT, "a DOCTYPE is refused: entities could be declared in it");
    }
}

static ix_status feed(building *b) {
    ix_str bytes = b->r->bytes;
    for (ptrdiff_t at = 0; b->status == IX_OK && at <= bytes.len; at += FEED_BYTES) {
        ix_str piece = ix_str_slice(bytes, at, at + FEED_BYTES);
        bool last = at + FEED_BYTES > bytes.len;
        if (XML_Parse(b->parser, piece.ptr, (int)piece.len, last) != XML_STATUS_OK) {
            stop(b, XML_GetErrorCode(b->parser) == XML_ERROR_NO_MEMORY ? IX_E_MEMORY : IX_E_INPUT,
                 XML_ErrorString(XML_GetErrorCode(b->parser)));
        }
    }
    return b->status;
}

ix_status inventory_xml_parse(inventory_node **out, inventory_reader *r, unsigned how) {
    building b = {.r = r, .how = how, .parser = XML_ParserCreate("UTF-8")};
    *out = NULL;
    if (b.parser == NULL) {
        return ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1, "no memory for the inventory");
    }
    ix_buf_init(&b.text, TEXT_BYTES_MAX);
    XML_SetUserData(b.parser, &b);
    XML_SetElementHandler(b.parser, on_start, on_end);
    XML_SetCharacterDataHandler(b.parser, on_text);
    XML_SetStartDoctypeDeclHandler(b.parser, on_doctype);
    ix_status status = feed(&b);
    XML_ParserFree(b.parser);
    ix_buf_free(&b.text);
    *out = status == IX_OK ? b.root : NULL;
    return status;
}

const inventory_node *inventory_xml_child(const inventory_node *parent, const char *name) {
    ix_str wanted = ix_str_from_cstr(name);
    const inventory_node *node = parent == NULL ? NULL : parent->first;
    while (node != NULL && !ix_str_equal(node->name, wanted)) {
        node = node->next;
    }
    return node;
}

ix_str inventory_xml_text(const inventory_node *parent, const char *name) {
    const inventory_node *node = inventory_xml_child(parent, name);
    return node == NULL ? (ix_str){0} : node->text;
}

ix_str inventory_xml_attribute(const inventory_node *node, const char *name) {
    ix_str wanted = ix_str_from_cstr(name);
    const inventory_attribute *one = node == NULL ? NULL : node->attributes;
    while (one != NULL && !ix_str_equal(one->name, wanted)) {
        one = one->next;
    }
    return one == NULL ? (ix_str){0} : one->value;
}
