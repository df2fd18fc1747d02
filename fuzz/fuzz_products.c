/* The data about products: a hostile file, then names and texts looked up in it. */
#include <interdict/screen.h>

#include <assert.h>

#define ARENA_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_signs(const ix_products *products, ix_arena *arena) {
    int count;
    const ix_product_sign *signs = ix_products_signs(products, &count);
    for (int i = 0; i < count; i++) {
        ix_product_mention *mentions;
        int found;
        assert(signs[i].product != NULL && signs[i].folded.len > 0);
        const ix_product *named;
        ix_str activity;
        ix_products_named(&named, products, signs[i].value, arena, NULL);
        ix_products_activity(&activity, products, signs[i].value, arena, NULL);
        if (ix_products_in_text(&mentions, &found, products, signs[i].value, arena, NULL) ==
            IX_OK) {
            for (int j = 0; j < found; j++) {
                assert(0 <= mentions[j].from && mentions[j].from < mentions[j].to &&
                       mentions[j].to <= signs[i].value.len);
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const ix_str paths[] = {
        {"products/f.yml", 14}, {"products/activities.yml", 23}, {"products/columns.yml", 20}};
    if (size == 0) {
        return 0;
    }
    ix_arena arena;
    const ix_products *products;
    ix_error error = {0};
    ix_knowledge_file file = {.path = paths[data[0] % 3],
                              .bytes = {(const char *)data + 1, (ptrdiff_t)size - 1}};
    ix_arena_init(&arena, ARENA_BYTES);
    ix_status status = ix_products_load(&products, &file, 1, &arena, &error);
    assert(status == IX_OK || (error.status == status && error.text[0] != '\0'));
    if (status == IX_OK) {
        check_signs(products, &arena);
    }
    ix_arena_free(&arena);
    return 0;
}
