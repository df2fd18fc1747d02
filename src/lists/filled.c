/* How many entities of a snapshot say something in each field of the model. A publisher may empty a
 * column without a word; the layout is then what it was, and no row is wrong, but what the field
 * told (a birth date that tells two people apart) is gone. So it is counted, kept with the
 * snapshot, and a field that nobody has any more is a warning.
 *
 * XML and JSON have no header that names their columns. There a renamed element shows in the same
 * counts: what a field lost came back as values that are not modelled, under a new name. */
#include <interdict/lists.h>

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define MOVED_MIN 5 /* fewer entities may differ by what happened to them */

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

/* The most frequent value not modelled now that was not there before, or NULL. */
static const ix_counter *find_new(const ix_read_report *report, const ix_counter *before,
                                  int before_count) {
    const ix_counter *most = NULL;
    for (int i = 0; i < report->unmodelled_count; i++) {
        const ix_counter *now = &report->unmodelled[i];
        bool there = false;
        for (int j = 0; j < before_count && !there; j++) {
            there = ix_str_equal(before[j].name, now->name);
        }
        if (!there && (most == NULL || now->count > most->count)) {
            most = now;
        }
    }
    return most;
}

ix_status ix_filled_check(const ix_read_report *report, const int64_t before[IX_FILLED_COUNT],
                          const ix_counter *unmodelled, int unmodelled_count,
                          const ix_promotion_policy *policy, ix_error *error) {
    bool accepted = policy != NULL && policy->layout_accepted;
    int share_max = ix_promotion_share(policy);
    const ix_counter *come = accepted || report->column_count > 0
                                 ? NULL
                                 : find_new(report, unmodelled, unmodelled_count);
    for (int i = 0; i < IX_FILLED_COUNT && come != NULL; i++) {
        int64_t lost = before[i] - report->filled[i];
        if (lost >= MOVED_MIN && lost * 100 > before[i] * share_max && come->count * 2 >= lost) {
            return ix_error_set(
                error, IX_E_REFUSED,
                "layout changed: %lld entities had %s, now %lld; new is '%" IX_FMT "', %lld times",
                (long long)before[i], ix_filled_name((ix_filled)i), (long long)report->filled[i],
                IX_ARG(come->name), (long long)come->count);
        }
    }
    return IX_OK;
}
