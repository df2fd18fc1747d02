/**
 * @file interdict.h
 * All public headers of the engine, lowest layer first.
 */
#ifndef INTERDICT_INTERDICT_H
#define INTERDICT_INTERDICT_H

#include <interdict/base.h>
#include <interdict/text.h>
#include <interdict/names.h>
#include <interdict/entity.h>
#include <interdict/lists.h>
#include <interdict/match.h>
#include <interdict/rules.h>
#include <interdict/screen.h>

#endif
