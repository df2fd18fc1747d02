/* Private to screen: an inventory in XML as a tree. Namespaces are not looked at. Entities are
 * refused, elements nested too deep and documents of too many elements too. */
#ifndef SCREEN_INVENTORY_XML_H
#define SCREEN_INVENTORY_XML_H

#include "inventory.h"

#define INVENTORY_NODES_MAX (8 << 20) /* elements of one document */

typedef struct inventory_attribute {
    ix_str name, value; /* the name without prefix */
    struct inventory_attribute *next;
} inventory_attribute;

typedef struct inventory_node {
    ix_str name; /* without prefix */
    ix_str text; /* of this element alone, trimmed */
    ix_str id;   /* its attribute `type`, or empty */
    int64_t line;
    inventory_attribute *attributes; /* NULL unless they were asked for */
    struct inventory_node *first, *last, *next;
} inventory_node;

/* What of a document is read beside elements and texts. */
#define INVENTORY_XML_DOCTYPE    1u /* one without declarations of its own is stepped over */
#define INVENTORY_XML_ATTRIBUTES 2u /* all of them are kept, not `type` alone */

/* Read the whole document into the reader's arena; faults with line and byte. */
ix_status inventory_xml_parse(inventory_node **out, inventory_reader *r, unsigned how);
/* The first element of a name in it, or NULL. */
const inventory_node *inventory_xml_child(const inventory_node *parent, const char *name);
/* The text of that; empty when there is none. */
ix_str inventory_xml_text(const inventory_node *parent, const char *name);
/* The value of an attribute; empty when there is none. */
ix_str inventory_xml_attribute(const inventory_node *node, const char *name);

#endif
