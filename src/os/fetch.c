/* Fetching a file over a transport: redirects one by one, tries with doubling pauses, content
 * encoding undone. Nothing here is random: the same answers lead to the same requests. */
#include "http.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ what is decided by rule */

ix_str http_shown(const char *url) {
    ix_str rest;
    return ix_str_cut(ix_str_from_cstr(url), '?', &rest);
}

static bool has_scheme(const char *url, const char *scheme) {
    ix_str wanted = ix_str_from_cstr(scheme);
    return ix_str_equal_ascii_nocase(ix_str_slice(ix_str_from_cstr(url), 0, wanted.len), wanted);
}

bool http_redirect_is_allowed(const char *from, const char *to) {
    return has_scheme(to, "https://") || (has_scheme(to, "http://") && has_scheme(from, "http://"));
}

static bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Answers that another try may turn. */
static bool is_passing(int status) {
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
           status == 504;
}

int64_t http_retry_after(const char *text, int64_t now) {
    int64_t seconds;
    if (ix_str_to_int(ix_str_from_cstr(text), &seconds)) {
        return seconds;
    }
    ix_when when = http_date(text);
    if (when.kind == IX_WHEN_NONE) {
        return -1;
    }
    return when.value > now ? when.value - now : 0;
}

int64_t http_pause(const ix_fetch_limits *limits, int tries, const http_answer *answer,
                   int64_t now) {
    assert(tries > 0);
    bool passing = answer->status == 0 || answer->status == 200 ? answer->may_retry
                                                                : is_passing(answer->status);
    if (!passing || tries > limits->retries) {
        return -1;
    }
    int64_t seconds = limits->backoff_seconds;
    for (int i = 1; i < tries && seconds < HTTP_PAUSE_SECONDS_MAX; i++) {
        seconds *= 2;
    }
    seconds = seconds < HTTP_PAUSE_SECONDS_MAX ? seconds : HTTP_PAUSE_SECONDS_MAX;
    int64_t asked = http_retry_after(answer->retry_after, now);
    if (asked > HTTP_RETRY_AFTER_MAX) {
        return -1;
    }
    return (asked > seconds ? asked : seconds) * 1000;
}

/* ------------------------------------------------------------------ one try */

/* One fetch on its way. */
typedef struct fetching {
    const ix_transport *transport;
    const http_request *request;
    int64_t until; /* ticks */
    int requests;
    char url[IX_URL_BYTES_MAX]; /* where the redirects have led */
} fetching;

static const char *status_words(int status) {
    switch (status) {
    case 400:
        return "bad request";
    case 401:
        return "unauthorized";
    case 403:
        return "forbidden";
    case 404:
        return "not found";
    case 408:
        return "request timeout";
    case 410:
        return "gone";
    case 429:
        return "too many requests";
    case 500:
        return "internal server error";
    case 502:
        return "bad gateway";
    case 503:
        return "service unavailable";
    case 504:
        return "gateway timeout";
    default:
        return "";
    }
}

static ix_status step(fetching *f, http_answer *answer, ix_error *error) {
    http_request request = *f->request;
    request.url = f->url;
    request.milliseconds = f->until - f->transport->ticks(f->transport->context);
    f->requests++;
    if (request.milliseconds <= 0) {
        return ix_error_at(error, IX_E_IO, http_shown(f->request->url), 0, -1,
                           "not fetched within %d seconds", f->request->limits->total_seconds);
    }
    http_answer_init(answer, (size_t)request.limits->bytes_max);
    return f->transport->exchange(f->transport->context, answer, &request, error);
}

/* Ask, and follow where the answers lead, until one of them is none that leads on. */
static ix_status try_once(fetching *f, http_answer *answer, ix_error *error) {
    ix_str source = http_shown(f->request->url);
    snprintf(f->url, sizeof f->url, "%s", f->request->url);
    for (int hops = 0;; hops++) {
        http_answer_free(answer);
        ix_status status = step(f, answer, error);
        if (status != IX_OK || !is_redirect(answer->status)) {
            return status;
        }
        if (answer->location[0] == '\0') {
            return ix_error_at(error, IX_E_IO, source, 0, -1,
                               "answered %d without saying where the file is", answer->status);
        }
        if (hops == HTTP_REDIRECTS_MAX) {
            return ix_error_at(error, IX_E_IO, source, 0, -1,
                               "was sent on more than %d times, lastly to %" IX_FMT,
                               HTTP_REDIRECTS_MAX, IX_ARG(http_shown(answer->location)));
        }
        if (!http_redirect_is_allowed(f->url, answer->location)) {
            return ix_error_at(error, IX_E_IO, source, 0, -1,
                               "was sent on to %" IX_FMT ", which is not https",
                               IX_ARG(http_shown(answer->location)));
        }
        snprintf(f->url, sizeof f->url, "%s", answer->location);
    }
}

/* An answer that is neither the file nor "not modified". */
static ix_status report_answer(const fetching *f, const http_answer *answer, ix_error *error) {
    const char *words = status_words(answer->status);
    int64_t asked = http_retry_after(answer->retry_after, f->transport->now(f->transport->context));
    char wait[64] = "";
    if (asked > 0) {
        snprintf(wait, sizeof wait, " and asked to wait %lld seconds", (long long)asked);
    }
    return ix_error_at(error, IX_E_IO, http_shown(f->request->url), 0, -1,
                       "the server answered %d%s%s%s", answer->status, words[0] == '\0' ? "" : " ",
                       words, wait);
}

/* ------------------------------------------------------------------ the file */

/* Is it a packed file at this address that came out, or what was in one? Some servers send packed
 * files as they are and call that an encoding. */
static bool lost_packing(const char *url, ix_str unpacked) {
    ix_str shown = http_shown(url);
    ix_str end = ix_str_slice(shown, shown.len - 3, shown.len);
    return ix_str_equal_ascii_nocase(end, IX_STR(".gz")) &&
           ix_packing_of(IX_STR(""), unpacked) != IX_PACKING_GZIP;
}

/* Undo the content encoding. We ask for gzip alone. */
static ix_status decode(http_result *out, http_answer *answer, const http_request *request,
                        ix_error *error) {
    ix_str body = ix_buf_view(&answer->body);
    ix_str encoding = ix_str_from_cstr(answer->encoding);
    ix_str source = http_shown(request->url);
    ix_unpacked file;
    int count = 0;
    out->sent = ix_sha256(body);
    if (encoding.len == 0 || ix_str_equal_ascii_nocase(encoding, IX_STR("identity"))) {
        out->bytes = answer->body;
        ix_buf_init(&answer->body, 0);
    } else if (!ix_str_equal_ascii_nocase(encoding, IX_STR("gzip")) &&
               !ix_str_equal_ascii_nocase(encoding, IX_STR("x-gzip"))) {
        return ix_error_at(error, IX_E_INPUT, source, 0, -1,
                           "sent in the encoding '%s', which was not asked for", answer->encoding);
    } else if (body.len > 0) {
        /* Under a name without suffix: the bytes alone say whether they are packed. */
        ix_error fault = {0};
        ix_status status = ix_unpack(&file, &count, 1, IX_STR("body"), body,
                                     (size_t)request->limits->bytes_max, &fault);
        if (status != IX_OK) {
            answer->may_retry = status == IX_E_INPUT;
            return ix_error_at(error, status, source, 0, -1, "%s", fault.text);
        }
        out->bytes = file.bytes;
        if (lost_packing(request->url, ix_buf_view(&out->bytes))) {
            ix_buf_free(&out->bytes);
            out->bytes = answer->body;
            ix_buf_init(&answer->body, 0);
        }
    }
    out->digest = ix_sha256(ix_buf_view(&out->bytes));
    return IX_OK;
}

static ix_status take_answer(http_result *out, const fetching *f, http_answer *answer,
                             ix_error *error) {
    bool conditional = f->request->etag[0] != '\0' || f->request->modified[0] != '\0';
    out->unchanged = answer->status == 304 && conditional;
    if (answer->status != 200 && !out->unchanged) {
        return report_answer(f, answer, error);
    }
    memcpy(out->etag, answer->etag, sizeof out->etag);
    memcpy(out->modified, answer->modified, sizeof out->modified);
    memcpy(out->content_type, answer->content_type, sizeof out->content_type);
    return out->unchanged ? IX_OK : decode(out, answer, f->request, error);
}

ix_status http_fetch(http_result *out, const ix_transport *transport, const http_request *request,
                     ix_error *error) {
    assert(strlen(request->url) < IX_URL_BYTES_MAX);
    fetching f = {.transport = transport, .request = request};
    ix_error own = {0};
    http_answer answer;
    ix_status status;
    error = error == NULL ? &own : error;
    f.until = transport->ticks(transport->context) + request->limits->total_seconds * 1000LL;
    http_answer_init(&answer, 0);
    for (int tries = 1;; tries++) {
        *out = (http_result){0};
        ix_buf_init(&out->bytes, 0);
        status = try_once(&f, &answer, error);
        if (status == IX_OK) {
            status = take_answer(out, &f, &answer, error);
        }
        out->requests = f.requests;
        if (status == IX_OK || status == IX_E_MEMORY || status == IX_E_LIMIT) {
            break;
        }
        int64_t now = transport->now(transport->context);
        int64_t pause = http_pause(request->limits, tries, &answer, now);
        if (pause < 0 || transport->ticks(transport->context) + pause >= f.until) {
            if (tries > 1) {
                char said[64];
                snprintf(said, sizeof said, "tried %d times", tries);
                ix_error_wrap(error, "%s", said);
            }
            break;
        }
        transport->pause(transport->context, pause);
        *error = (ix_error){0};
    }
    http_answer_free(&answer);
    if (status != IX_OK) {
        http_result_free(out);
    }
    return status;
}

void http_result_free(http_result *result) {
    ix_buf_free(&result->bytes);
}
