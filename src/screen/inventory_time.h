/* Private to screen: times in lines of logs. */
#ifndef SCREEN_INVENTORY_TIME_H
#define SCREEN_INVENTORY_TIME_H

#include <interdict/base.h>

/* The time at which a line of a log says something happened: ISO 8601, the common log format,
 * BIND's form, seconds since 1970 at the line's start, month/day/year. A time without a zone is
 * UTC. NONE: the line has no time with a year. */
ix_when inventory_time(ix_str line);

#endif
