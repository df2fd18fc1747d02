/* For the tests of this folder: a transport that answers by script. Pauses pass at once and are
 * added up in `ticks`. */
#ifndef INTERDICT_OS_TEST_TRANSPORT_H
#define INTERDICT_OS_TEST_TRANSPORT_H

#include "http.h"

#include <stdio.h>
#include <string.h>

#define SCRIPT_STEPS_MAX 32

typedef struct scripted {
    int status; /* 0: no answer came */
    bool may_retry;
    const char *path; /* answer only addresses that hold this; NULL: whatever comes */
    const char *body;
    size_t body_len; /* 0: up to its NUL */
    const char *headers[3];
    const char *location;
    int64_t takes; /* milliseconds */
} scripted;

typedef struct script {
    scripted answers[SCRIPT_STEPS_MAX]; /* one a request in order; with a path, whenever it fits */
    bool repeats;                       /* the first answer is that to all */
    int asked;
    int64_t ticks;
    char urls[SCRIPT_STEPS_MAX][IX_URL_BYTES_MAX];
    char etags[SCRIPT_STEPS_MAX][HTTP_FIELD_BYTES_MAX];
    bool posted[SCRIPT_STEPS_MAX];
} script;

static inline const scripted *script_answer(const script *s, const char *url) {
    if (s->answers[0].path == NULL) {
        return &s->answers[s->repeats ? 0 : s->asked];
    }
    for (int i = 0; i < SCRIPT_STEPS_MAX && s->answers[i].path != NULL; i++) {
        if (strstr(url, s->answers[i].path) != NULL) {
            return &s->answers[i];
        }
    }
    static const scripted none = {.status = 404};
    return &none;
}

static inline ix_status script_exchange(void *context, http_answer *out,
                                        const http_request *request, ix_error *error) {
    script *s = context;
    assert_true(s->asked < SCRIPT_STEPS_MAX);
    const scripted *a = script_answer(s, request->url);
    snprintf(s->urls[s->asked], IX_URL_BYTES_MAX, "%s", request->url);
    snprintf(s->etags[s->asked], HTTP_FIELD_BYTES_MAX, "%s", request->etag);
    s->posted[s->asked] = request->post != NULL;
    s->asked++;
    s->ticks += a->takes;
    out->status = a->status;
    out->may_retry = a->may_retry;
    for (int i = 0; i < 3 && a->headers[i] != NULL; i++) {
        http_answer_header(out, ix_str_from_cstr(a->headers[i]));
    }
    if (a->body != NULL) {
        size_t length = a->body_len != 0 ? a->body_len : strlen(a->body);
        ix_buf_append(&out->body, (ix_str){a->body, (ptrdiff_t)length});
    }
    if (a->location != NULL) {
        snprintf(out->location, sizeof out->location, "%s", a->location);
    }
    return a->status != 0
               ? IX_OK
               : ix_error_at(error, IX_E_IO, http_shown(request->url), 0, -1, "nobody answers");
}

static inline void script_pause(void *context, int64_t milliseconds) {
    script *s = context;
    s->ticks += milliseconds;
}

static inline int64_t script_ticks(void *context) {
    return ((script *)context)->ticks;
}

static inline int64_t script_now(void *context) {
    return 1718942400 + ((script *)context)->ticks / 1000;
}

static inline ix_transport script_transport(script *s) {
    return (ix_transport){script_exchange, script_pause, script_ticks, script_now, s};
}

#endif
