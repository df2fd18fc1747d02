/* Private to screen: what rows of csv and objects of json lines share. */
#ifndef SCREEN_ROW_H
#define SCREEN_ROW_H

#include <interdict/screen.h>

/* May a cell of this field hold several values? */
bool row_is_list(ix_party_field field);
/* Are two headings the same as a person reads them: without white space around, case ignored? */
bool row_same_heading(ix_str a, ix_str b);
/* Is what the map names a field, or "-"? IX_E_INPUT otherwise. */
ix_status row_check_map(const ix_column_map *map, ix_error *error);
/* Do two columns of the layout hold one field that may stand once only? IX_E_INPUT then. */
ix_status row_check_single(const ix_row_layout *layout, ix_error *error);

#endif
