/* Private to screen: an inventory in XML as a tree. Namespaces are not looked at. Entities are
 * refused, elements nested too deep and documents of too many elements too. */
#ifndef SCREEN_INVENTORY_XML_H
#define SCREEN_INVENTORY_XML_H

#include "inventory.h"

#define INVENTORY_NODES_MAX (8 << 20) /* elements of one document */

typedef struct inventory_node {
    ix_str name; /* without prefix */
    ix_str text; /* of this element alone, trimmed */
    ix_str id;   /* its attribute `type`, or empty */
    int64_t line;
    struct inventory_node *first, *last, *next;
} inventory_node;

/* Read the whole document into the reader's arena; faults with line and byte. `doctype`: a DOCTYPE
 * without declarations of its own is stepped over, as property lists have one. */
ix_status inventory_xml_parse(inventory_node **out, inventory_reader *r, bool doctype);
/* The first element of a name in it, or NULL. */
const inventory_node *inventory_xml_child(const inventory_node *parent, const char *name);
/* The text of that; empty when there is none. */
ix_str inventory_xml_text(const inventory_node *parent, const char *name);

#endif
