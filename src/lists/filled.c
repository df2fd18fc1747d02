/* How many entities of a snapshot say something in each field of the model. A publisher may empty a
 * column without a word; the layout is then what it was, and no row is wrong, but what the field
 * told (a birth date that tells two people apart) is gone. So it is counted, kept with the
 * snapshot, and a field that nobody has any more is a warning. */
#include <interdict/lists.h>

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *ix_filled_name(ix_filled field) {
    static const char *const names[] = {
#define FILLED_NAME(name, text) [name] = text,
        IX_FILLED_LIST(FILLED_NAME)
#undef FILLED_NAME
    };
    assert((size_t)field < sizeof names / sizeof names[0]);
    return names[field];
}

static bool any_name_of(const ix_entity *e, ix_name_kind kind) {
    for (int i = 0; i < e->name_count; i++) {
        if (e->names[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void count_listings(int64_t filled[IX_FILLED_COUNT], const ix_entity *e) {
    bool programs = false;
    bool dates = false;
    bool authority = false;
    bool reason = false;
    bool measures = false;
    for (int i = 0; i < e->listing_count; i++) {
        const ix_listing *listing = &e->listings[i];
        programs |= listing->program_count > 0;
        dates |= listing->effective_from.kind != IX_WHEN_NONE ||
                 listing->published.kind != IX_WHEN_NONE || listing->announced.kind != IX_WHEN_NONE;
        authority |= listing->authority.len > 0;
        reason |= listing->reason.len > 0;
        measures |= listing->measures.len > 0;
    }
    filled[IX_FILLED_PROGRAMS] += programs;
    filled[IX_FILLED_LISTING_DATES] += dates;
    filled[IX_FILLED_AUTHORITIES] += authority;
    filled[IX_FILLED_REASONS] += reason;
    filled[IX_FILLED_MEASURES] += measures;
}

void ix_filled_add(int64_t filled[IX_FILLED_COUNT], const ix_entity *entity) {
    filled[IX_FILLED_STRONG_NAMES] += any_name_of(entity, IX_NAME_STRONG);
    filled[IX_FILLED_WEAK_NAMES] += any_name_of(entity, IX_NAME_WEAK);
    filled[IX_FILLED_FORMER_NAMES] += any_name_of(entity, IX_NAME_FORMER);
    filled[IX_FILLED_TRANSLATIONS] += any_name_of(entity, IX_NAME_TRANSLATION);
    filled[IX_FILLED_BIRTHS] += entity->birth_count > 0;
    filled[IX_FILLED_BIRTH_PLACES] += entity->birth_place_count > 0;
    filled[IX_FILLED_GENDERS] += entity->gender != IX_GENDER_UNKNOWN;
    filled[IX_FILLED_NATIONALITIES] += entity->nationality_count > 0;
    filled[IX_FILLED_IDENTIFIERS] += entity->identifier_count > 0;
    filled[IX_FILLED_ADDRESSES] += entity->address_count > 0;
    filled[IX_FILLED_RELATIONS] += entity->relation_count > 0;
    filled[IX_FILLED_TITLES] += entity->title.len > 0;
    filled[IX_FILLED_VESSELS] += entity->vessel_count > 0;
    filled[IX_FILLED_NOTES] += entity->note_count > 0;
    filled[IX_FILLED_REMARKS] += entity->remarks.len > 0;
    count_listings(filled, entity);
}

ix_status ix_filled_compare(ix_read_report *report, const int64_t before[IX_FILLED_COUNT],
                            ix_arena *arena, ix_error *error) {
    for (int i = 0; i < IX_FILLED_COUNT; i++) {
        if (before[i] == 0 || report->filled[i] > 0) {
            continue;
        }
        char name[64];
        char example[96];
        int name_len = snprintf(name, sizeof name, "emptied_%s", ix_filled_name((ix_filled)i));
        int example_len = snprintf(example, sizeof example, "%lld entities had them before",
                                   (long long)before[i]);
        ix_str kept_name = ix_arena_copy(arena, (ix_str){name, name_len});
        ix_str kept_example = ix_arena_copy(arena, (ix_str){example, example_len});
        if (kept_name.ptr == NULL || kept_example.ptr == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "out of memory");
        }
        ix_counter_add(report->warnings, &report->warning_count, kept_name, kept_example);
    }
    return IX_OK;
}
