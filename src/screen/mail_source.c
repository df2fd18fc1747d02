/* Bytes that were made from other bytes, and the way back.
 *
 *     file --base64--> decoded --KOI8-R--> UTF-8
 *     [900, 912)  <--  [40, 49)  <--  [60, 75) */
#include "mail.h"

#define MADE_BYTES_MAX ((size_t)1 << 30)

void mail_make(mail_maker *maker, ix_arena *arena) {
    *maker = (mail_maker){.arena = arena};
    ix_buf_init(&maker->bytes, MADE_BYTES_MAX);
    maker->bytes.allocator = arena->allocator;
}

void mail_drop(mail_maker *maker) {
    ix_buf_free(&maker->bytes);
}

void mail_add(mail_maker *maker, ix_str made, int32_t from, int32_t width) {
    int32_t at = (int32_t)maker->bytes.len;
    int32_t step = (int32_t)made.len;
    ix_buf_append(&maker->bytes, made);
    if (maker->bytes.status != IX_OK || step == 0) {
        maker->failed = maker->failed || maker->bytes.status != IX_OK;
        return;
    }
    mail_run *runs = maker->runs.items;
    mail_run *last = maker->runs.count > 0 ? &runs[maker->runs.count - 1] : NULL;
    if (last != NULL && last->step == step && last->width == width &&
        last->from + last->len / step * width == from) {
        last->len += step;
        return;
    }
    last = ix_vector_push(&maker->runs, sizeof *last, maker->arena);
    if (last == NULL) {
        maker->failed = true;
        return;
    }
    *last = (mail_run){at, step, from, step, width};
}

const mail_source *mail_made(mail_maker *maker, const mail_source *under) {
    mail_source *source = IX_NEW(maker->arena, mail_source, 1);
    ix_str bytes = ix_arena_copy(maker->arena, ix_buf_view(&maker->bytes));
    bool whole = !maker->failed && source != NULL && (bytes.ptr != NULL || maker->bytes.len == 0);
    if (whole) {
        *source = (mail_source){bytes, under, maker->runs.items, maker->runs.count};
    }
    mail_drop(maker);
    return whole ? source : NULL;
}

/* The run that holds a byte. */
static const mail_run *run_at(const mail_source *source, int32_t at) {
    int32_t from = 0;
    int32_t to = source->run_count;
    while (to - from > 1) {
        int32_t middle = from + (to - from) / 2;
        if (source->runs[middle].at <= at) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return &source->runs[from];
}

/* A run is even: byte k of it came of k * width / step, whole bytes of what is below. */
static int32_t below_begin(const mail_source *source, int32_t at) {
    const mail_run *run = run_at(source, at);
    return run->from + (int32_t)((int64_t)(at - run->at) * run->width / run->step);
}

static int32_t below_end(const mail_source *source, int32_t at) {
    const mail_run *run = run_at(source, at - 1);
    return run->from +
           (int32_t)(((int64_t)(at - run->at) * run->width + run->step - 1) / run->step);
}

void mail_below(int32_t *from, int32_t *to, const mail_source *source) {
    if (source->run_count == 0) {
        *from = *to = 0;
        return;
    }
    int32_t begin = below_begin(source, *from);
    *to = *to > *from ? below_end(source, *to) : begin;
    *from = begin;
}

void mail_origin(int32_t *from, int32_t *to, const mail_source *source) {
    for (; source->under != NULL; source = source->under) {
        mail_below(from, to, source);
    }
}
