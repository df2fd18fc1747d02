/* Screening an inventory: the bytes are decoded, their format told, their components read, what is
 * found decided. */
#include "inventory.h"

#define SCRATCH_BYTES_MAX ((size_t)256 << 20)

/* One decision that says why there was no screening. */
static ix_status refuse(ix_decision **out, int *count, const ix_screener *screener,
                        const ix_inventory *file, const ix_context *context, ix_when as_of,
                        ix_arena *arena, const ix_error *error) {
    ix_status status = error->status;
    ix_decision *decision = IX_NEW(arena, ix_decision, 1);
    ix_inventory *inventory = IX_NEW(arena, ix_inventory, 1);
    *out = decision;
    *count = decision != NULL && inventory != NULL;
    if (*count == 0) {
        return status;
    }
    ix_buf text;
    ix_buf_init(&text, 4096);
    ix_buf_append_cstr(&text, "Not screened: ");
    if (error->line > 0) {
        ix_buf_printf(&text, "line %lld: ", (long long)error->line);
    }
    ix_buf_append_cstr(&text, error->text);
    ix_buf_append_char(&text, '.');
    ix_str reason = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    *inventory = *file;
    *decision = (ix_decision){.inventory = inventory,
                              .as_of = as_of,
                              .engine = screener->engine,
                              .context = *context,
                              .threshold = screener->policy.alert_score,
                              .alert_score = screener->policy.alert_score,
                              .establish_score = screener->policy.establish_score};
    decision->engine.image = (ix_digest){{0}};
    if (screener->products != NULL) {
        decision->engine.knowledge = *ix_products_digest(screener->products);
    }
    ix_decision_refuse(decision, NULL,
                       reason.ptr != NULL ? reason : IX_STR("Not screened: out of memory."));
    return status;
}

static ix_status check(const ix_screener *screener, ix_str bytes, ix_str source, ix_error *error) {
    if (screener->products == NULL) {
        return ix_error_set(error, IX_E_NOT_FOUND, "no products are loaded");
    }
    if (bytes.len > IX_INVENTORY_BYTES_MAX) {
        return ix_error_at(error, IX_E_LIMIT, source, 0, -1, "larger than %lld bytes",
                           (long long)IX_INVENTORY_BYTES_MAX);
    }
    if (ix_str_trim(bytes).len == 0) {
        return ix_error_at(error, IX_E_INPUT, source, 0, -1, "the file is empty");
    }
    return IX_OK;
}

static ix_status choose(const inventory_format **out, const inventory_reader *r,
                        const ix_inventory_options *how, ix_error *error) {
    /* A map of columns speaks of a csv file, unless the bytes are surely something else. */
    ix_str id = how->map_count > 0 && how->format.len == 0 ? IX_STR("csv") : how->format;
    *out = how->format.len > 0 ? inventory_format_find(how->format)
                               : inventory_format_detect(r->bytes);
    *out = *out == NULL && id.len > 0 ? inventory_format_find(id) : *out;
    if (*out != NULL) {
        return IX_OK;
    }
    return how->format.len > 0
               ? ix_error_set(error, IX_E_USAGE, "no format \"%" IX_FMT "\"", IX_ARG(how->format))
               : ix_error_at(error, IX_E_INPUT, r->source, 0, 0,
                             "this is no inventory that is known by its content; name its format");
}

static ix_status read_all(inventory_reader *r, ix_inventory *file, ix_str bytes, ix_error *error) {
    const inventory_format *format;
    ix_status status = inventory_decode(r, bytes);
    status = status == IX_OK ? choose(&format, r, r->how, error) : status;
    if (status == IX_OK) {
        file->format = ix_str_from_cstr(format->id);
        status = format->read(r);
    }
    return status;
}

ix_status ix_screen_inventory(ix_decision **out, int *count, const ix_screener *screener,
                              ix_str bytes, ix_str source, const ix_inventory_options *how,
                              const ix_context *context, ix_when as_of, ix_arena *arena,
                              ix_error *error) {
    ix_error own = {.status = IX_OK};
    ix_arena scratch;
    inventory_reader r;
    ix_inventory file = {.source = source, .bytes = bytes.len, .sha256 = ix_sha256(bytes)};
    error = error != NULL ? error : &own;
    ix_arena_init_with(&scratch, SCRATCH_BYTES_MAX, arena->allocator);
    ix_status status = check(screener, bytes, source, error);
    if (status == IX_OK) {
        status = inventory_open(&r, screener->products, how, source, arena, &scratch, error);
        r.lists = screener->index != NULL;
    }
    if (status == IX_OK) {
        status = read_all(&r, &file, bytes, error);
    }
    if (status == IX_OK) {
        status = inventory_decide(out, count, &r, screener, context, as_of, &file);
    }
    ix_arena_free(&scratch);
    return status == IX_OK ? IX_OK
                           : refuse(out, count, screener, &file, context, as_of, arena, error);
}
