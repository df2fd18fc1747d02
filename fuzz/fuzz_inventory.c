/* A software inventory of the format INVENTORY_FORMAT: any bytes to decisions in writing,
 * publishers against the list of the examples. */
#include "fuzz_screener.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    open_screener();
    return 0;
}

static void check_findings(const ix_decision *decision) {
    const ix_inventory *inventory = decision->inventory;
    assert(inventory->unread == 0 || decision->verdict == IX_VERDICT_NOT_SCREENED ||
           decision->verdict >= IX_VERDICT_REVIEW);
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        const ix_find *find = finding->find; /* none: a publisher that is listed */
        assert(find == NULL || find->component_count > 0);
        assert(find == NULL || find->component_total >= find->component_count);
        assert(finding->evidence_count > 0 && finding->listing_count > 0 && finding->score > 0);
        assert(finding->effect >= IX_VERDICT_INFO && decision->verdict != IX_VERDICT_CLEAR);
    }
}

static void check_writing(const ix_decision *decision) {
    const ix_decision_style plain = {.limit = 0};
    const ix_decision_style colored = {.limit = 1, .color = true};
    ix_buf out;
    ix_digest stated;
    ix_buf_init(&out, (size_t)256 << 20);
    ix_decision_write_json(&out, decision, &plain);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    assert(ix_digest_parse(&stated, ix_str_slice(ix_buf_view(&out), 7, 71)));
    assert(memchr(out.ptr, '\n', out.len) == NULL);
    ix_buf_clear(&out);
    ix_decision_write_text(&out, decision, &colored);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    ix_buf_clear(&out);
    ix_inventory_write_migration(&out, decision);
    assert(out.status == IX_OK);
    ix_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const ix_inventory_options how = {.format = IX_STR(INVENTORY_FORMAT)};
    const ix_context context = {.user = IX_STR("federal")};
    ix_arena arena;
    ix_decision *decisions;
    int count = 0;
    ix_fleet fleet = {0};
    ix_error error = {0};
    ix_arena_init(&arena, ARENA_BYTES);
    ix_status status = ix_screen_inventory(
        &decisions, &count, &screener, (ix_str){(const char *)data, (ptrdiff_t)size},
        IX_STR("input"), &how, &context, (ix_when){IX_WHEN_DATE, 20148}, &arena, &error);
    assert(count > 0);
    assert(status == IX_OK || (error.status == status && error.text[0] != '\0'));
    assert(status == IX_OK || decisions[0].verdict == IX_VERDICT_NOT_SCREENED);
    for (int i = 0; i < count; i++) {
        check_findings(&decisions[i]);
        check_writing(&decisions[i]);
        assert(ix_fleet_add(&fleet, &decisions[i], &arena) == IX_OK);
    }
    assert(fleet.hosts == count);
    ix_arena_free(&arena);
    return 0;
}
