/* Screening an e-mail: its texts are one running text; what is found goes back to where it stands.
 */
#include "weigh.h"
#include "writers.h"

/* Spans of the text become spans of the file, or of the piece where there is no way back. */
static ix_status place_evidence(ix_finding *finding, const ix_mail *mail, ix_arena *arena,
                                ix_error *error) {
    ix_evidence *placed = IX_NEW(arena, ix_evidence, finding->evidence_count + 1);
    if (placed == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the e-mail");
    }
    for (int i = 0; i < finding->evidence_count; i++) {
        placed[i] = finding->evidence[i];
        placed[i].name = -1;
        if (placed[i].from >= 0) {
            const ix_mail_piece *piece = ix_mail_origin(&placed[i].from, &placed[i].to, mail);
            placed[i].name = (int32_t)(piece - mail->pieces);
        }
    }
    finding->evidence = placed;
    return IX_OK;
}

/* Every part that is not screened, or not whole, is told. */
static ix_status tell_parts(ix_decision *decision, const ix_mail *mail, ix_arena *arena,
                            ix_error *error) {
    int count = 0;
    ix_oddity *told = IX_NEW(arena, ix_oddity, decision->oddity_count + mail->part_count + 1);
    if (told == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the e-mail");
    }
    for (int i = 0; i < decision->oddity_count; i++) {
        told[count++] = decision->oddities[i];
    }
    for (int32_t i = 0; i < mail->part_count; i++) {
        const ix_mail_part *part = &mail->parts[i];
        if (part->why.len > 0) {
            told[count++] = (ix_oddity){IX_STR("not_screened"), part->path, part->why};
        }
    }
    decision->oddities = told;
    decision->oddity_count = count;
    return IX_OK;
}

static ix_str hindrance_of(const ix_mail *mail, ix_arena *arena) {
    if (mail->unscreened == 0) {
        return mail->doubt;
    }
    ix_buf text;
    ix_buf_init(&text, 2048);
    if (mail->unscreened > 1) {
        ix_buf_printf(&text, "%d parts are not screened, the first is ", (int)mail->unscreened);
    } else {
        ix_buf_append(&text, IX_STR("not screened: "));
    }
    ix_buf_append(&text, mail->fault);
    ix_str copy = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return copy.ptr != NULL ? copy : IX_STR("a part is not screened");
}

/* What could not be read hides nothing that was found, and is never clear. */
static void conclude(ix_decision *decision, const ix_mail *mail, ix_arena *arena) {
    ix_str hindrance = hindrance_of(mail, arena);
    decision->coverage = mail->coverage;
    decision->has_coverage = true;
    if (hindrance.len > 0) {
        weigh_hindrance(decision,
                        mail->unscreened > 0 ? IX_VERDICT_NOT_SCREENED : IX_VERDICT_REVIEW);
        weigh_reason(decision, hindrance, arena);
    }
}

/* What stopped the screening is told, or, where there was no text to search, why. */
static ix_status refuse(ix_decision *decision, const ix_mail *mail, ix_status status,
                        ix_arena *arena, ix_error *error) {
    if (status == IX_E_INPUT && mail->text.len == 0 && mail->fault.len > 0) {
        ix_error_set(error, status, "%" IX_FMT, IX_ARG(mail->fault));
    }
    ix_buf text;
    ix_buf_init(&text, 2 * IX_ERROR_TEXT_MAX);
    ix_buf_printf(&text, "Not screened: %s.", error->text);
    ix_str reason = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    ix_decision_refuse(decision, NULL,
                       reason.ptr != NULL ? reason : IX_STR("Not screened: out of memory."));
    return status;
}

ix_status ix_screen_mail(ix_decision *out, const ix_screener *screener, const ix_mail *mail,
                         const ix_context *context, ix_when as_of, ix_when known_at,
                         const ix_screen_options *options, ix_arena *arena, ix_error *error) {
    ix_error own = {.status = IX_OK};
    error = error != NULL ? error : &own;
    ix_status status = ix_screen_text(out, screener, mail->text, mail->source, context, as_of,
                                      known_at, options, arena, error);
    ix_text_subject *subject = IX_NEW(arena, ix_text_subject, 1);
    if (subject != NULL) {
        *subject = (ix_text_subject){mail->source, mail->bytes, mail->sha256, mail};
        out->text = subject;
    } else if (status == IX_OK) {
        status = ix_error_set(error, IX_E_MEMORY, "no memory for the e-mail");
    }
    for (int i = 0; i < out->finding_count && status == IX_OK; i++) {
        status = place_evidence(&out->findings[i], mail, arena, error);
    }
    if (status == IX_OK) {
        status = tell_parts(out, mail, arena, error);
    }
    if (status != IX_OK) {
        return refuse(out, mail, status, arena, error);
    }
    conclude(out, mail, arena);
    return IX_OK;
}
