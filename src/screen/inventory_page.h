/* Private to screen: pages for people about inventories and fleets. */
#ifndef SCREEN_INVENTORY_PAGE_H
#define SCREEN_INVENTORY_PAGE_H

#include <interdict/screen.h>

#define INVENTORY_PAGE_COLUMNS 100

/* "PROHIBITED", in colour. */
void inventory_append_verdict(ix_buf *out, ix_verdict verdict, bool color);
/* A labelled paragraph: "  since   2024-09-29". Nothing of an empty text. */
void inventory_append_line(ix_buf *out, int indent, const char *label, ix_str text);

#endif
