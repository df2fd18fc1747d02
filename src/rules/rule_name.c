/* The names that rules speak of, each with the word by which a name that cannot be it is told at
 * once. */
#include "ruleset.h"

static ix_status longest_word(uint64_t *hash, ix_str name, ix_arena *arena, ix_error *error) {
    ix_text text;
    ix_status status = ix_text_analyze(&text, name, arena, error);
    ix_str longest = {0};
    for (int i = 0; status == IX_OK && i < text.count; i++) {
        ix_str word = text.tokens[i].folded;
        longest = word.len > longest.len ? word : longest;
    }
    *hash = ix_hash64(longest);
    return status;
}

static ix_status add_name(ix_rules *rules, const ix_rule_name *name, ix_arena *arena,
                          ix_error *error) {
    ix_rule_name *slot = ix_vector_push(&rules->names, sizeof(ix_rule_name), arena);
    if (slot == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the names of the rules");
    }
    *slot = *name;
    return longest_word(&slot->word, name->name, arena, error);
}

static ix_status add_makers(ix_rules *rules, const rule_program *ban, ix_arena *arena,
                            ix_error *error) {
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < ban->parties.count; i++) {
        ix_str family = ban->products.items[ban->products.count == 1 ? 0 : i];
        status = add_name(rules, &(ix_rule_name){.name = ban->parties.items[i], .family = family},
                          arena, error);
    }
    return status;
}

ix_status rule_names_finish(ix_rules *rules, ix_arena *arena, ix_error *error) {
    const ix_fact *facts = rules->facts.items;
    const rule_program *bans = rules->bans.items;
    ix_status status = IX_OK;
    for (int i = 0; i < rules->facts.count; i++) {
        for (int j = 0; status == IX_OK && j < facts[i].name_count; j++) {
            status = add_name(rules, &(ix_rule_name){.name = facts[i].names[j], .fact = &facts[i]},
                              arena, error);
        }
    }
    for (int i = 0; status == IX_OK && i < rules->bans.count; i++) {
        status = add_makers(rules, &bans[i], arena, error);
    }
    return status;
}

const ix_rule_name *ix_rules_names(const ix_rules *rules, int *count) {
    *count = rules->names.count;
    return rules->names.items;
}
