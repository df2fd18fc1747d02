/* OFAC's deltas: any bytes merged into a fixed list. What comes out is a list that can be read, and
 * merging them into that again ends as well. */
#include "fuzz_ofac.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAME(id, text)                                                                             \
    "<name id='" id "'><isPrimary>true</isPrimary><translations><translation id='1" id             \
    "'><formattedFullName>" text "</formattedFullName></translation></translations></name>"

static const ix_str base = IX_STR(
    "<sanctionsData><publicationInfo><dataAsOf>2026-01-15</dataAsOf><filters><sanctionsLists>"
    "<sanctionsList>SDN List</sanctionsList></sanctionsLists></filters></publicationInfo><entities>"
    "<entity id='90001'><generalInfo><entityType>Individual</entityType><title>T</title>"
    "</generalInfo><sanctionsLists><sanctionsList id='1'>SDN List</sanctionsList></sanctionsLists>"
    "<sanctionsPrograms><sanctionsProgram id='3'>CYBER2</sanctionsProgram></sanctionsPrograms>"
    "<names>" NAME("17", "A") NAME(
        "19", "B") "</names><relationships><relationship id='50'>"
                   "<relatedEntity entityId='90002'/></relationship></relationships></entity>"
                   "<entity id='90002'><names>" NAME(
                       "54", "C") "</names></entity>"
                                  "<entity id='90003'><names>" NAME(
                                      "55", "D") "</names></entity></entities></sanctionsData>");

static ix_status merge(ix_buf *out, ix_delta_effect *effect, ix_str whole, ix_str delta,
                       ix_arena *arena) {
    ix_list_file files[] = {{.name = IX_STR("sdn_enhanced.xml"), .bytes = whole},
                            {.name = IX_STR("2026-01-16_delta.xml"), .bytes = delta}};
    ix_error error = {0};
    ix_buf_init(out, ARENA_BYTES);
    ix_status status = ix_delta_format_find(IX_STR("ofac_delta_xml"))
                           ->merge(out, effect, &files[0], &files[1], arena, &error);
    assert(status == IX_OK || (error.status == status && error.text[0] != '\0'));
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_str delta = {(const char *)data, (ptrdiff_t)size};
    ix_arena arena;
    ix_buf once;
    ix_buf twice;
    ix_delta_effect effect = IX_DELTA_IN_EFFECT;
    ix_delta_effect again = IX_DELTA_IN_EFFECT;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_status status = merge(&once, &effect, base, delta, &arena);
    if (status == IX_OK && effect != IX_DELTA_IN_EFFECT) {
        ix_list_file files[] = {
            {.name = IX_STR("d"), .role = IX_STR("delta"), .bytes = delta},
            {.name = IX_STR("w"), .role = IX_STR("primary"), .bytes = ix_buf_view(&once)}};
        check_reader(IX_STR("ofac_delta_xml"), files, 2);
        ix_list_file whole = files[1];
        check_reader(IX_STR("ofac_enhanced_xml"), &whole, 1);
        merge(&twice, &again, ix_buf_view(&once), delta, &arena);
        ix_buf_free(&twice);
    } else {
        assert(once.len == 0);
    }
    ix_buf_free(&once);
    ix_arena_free(&arena);
    return 0;
}
