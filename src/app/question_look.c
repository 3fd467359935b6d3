/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_look.h"

#include "identity/identity_id.h"
#include "record/entity_key.h"

/* What of an answer of notice is raised. */
struct look {
    struct sl_access *access;
    const struct sl_notice_answer *answer;
    struct sl_arena *arena;
    int64_t identity;
    struct sl_raised *raised;
    size_t count;
    struct sl_error *err;
};

/* The record of the store behind a number of a finding, and the mark of what it proves. */
static enum sl_status
make_proof(const struct look *look, uint32_t number, struct sl_raised_proof *ret_proof)
{
    const struct sl_picture *picture = look->answer->picture;
    const struct sl_notice_proof proof = sl_notice_proof(picture, number);
    const struct sl_picture_record *record = &picture->input->records[proof.record];
    int64_t source = 0;

    SL_TRY(sl_store_source_find(
        sl_access_store(look->access), record->agency, record->system, &source, look->err
    ));
    *ret_proof = (struct sl_raised_proof){
        .record = record->id,
        .mark =
            sl_entity_hash(source, proof.event != NULL ? proof.event->entity->key : record->key),
    };
    return SL_OK;
}

static enum sl_status add_raised(struct look *look, const struct sl_notice_indicator *one)
{
    const struct sl_condition_finding *finding = &one->finding;
    struct sl_raised_proof *proofs =
        sl_arena_alloc(look->arena, finding->record_count, sizeof(*proofs));

    if (proofs == NULL) {
        return sl_fail_memory(look->err);
    }
    for (size_t i = 0; i < finding->record_count; i++) {
        SL_TRY(make_proof(look, finding->records[i], &proofs[i]));
    }
    const size_t count = sl_raised_order(proofs, finding->record_count);
    look->raised[look->count++] = (struct sl_raised){
        .subject = SL_RAISED_CHILD,
        .identity = look->identity,
        .indicator = one->indicator->id,
        .since = sl_access_day(look->access),
        .proofs = proofs,
        .proof_count = count,
        .evidence = sl_raised_evidence(proofs, count),
    };
    return SL_OK;
}

static enum sl_status gather(struct look *look)
{
    const struct sl_notice_answer *answer = look->answer;

    look->raised = sl_arena_alloc(look->arena, answer->indicator_count, sizeof(*look->raised));
    if (look->raised == NULL) {
        return sl_fail_memory(look->err);
    }
    SL_TRY(sl_identity_parse(answer->picture->input->child, &look->identity, look->err));
    for (size_t i = 0; i < answer->indicator_count; i++) {
        if (answer->indicators[i].finding.holds) {
            SL_TRY(add_raised(look, &answer->indicators[i]));
        }
    }
    return SL_OK;
}

/* The door asks anew: a picture was looked at, and a question is written. */
static enum sl_status write(
    const struct look *look, const struct sl_indicators *indicators, struct sl_question_raised *told
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE, .kind = SL_STR("question") };
    const struct sl_question_evaluation evaluation = {
        .indicators = indicators,
        .raised = look->raised,
        .raised_count = look->count,
    };
    struct sl_question_sight sight;

    SL_TRY(sl_access_may(look->access, SL_MAY_QUESTION, &deed, look->err));
    enum sl_status status = sl_question_sight_open(&sight, look->access, look->err);
    if (status == SL_OK) {
        status = sl_question_raise(&sight, &evaluation, told, look->err);
    }
    sl_question_sight_finish(&sight);
    return status;
}

enum sl_status sl_question_look(
    struct sl_access *access,
    const struct sl_notice_question *question,
    struct sl_arena *arena,
    struct sl_question_raised *ret_raised,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_picture_loader_close_ptr) struct sl_picture_loader *loader = NULL;
    struct sl_notice_answer answer;
    struct look look = { .access = access, .answer = &answer, .arena = arena, .err = err };
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE, .kind = SL_STR("question") };

    SL_TRY(sl_access_may(access, SL_MAY_QUESTION, &deed, err));
    SL_TRY(sl_picture_loader_open(&loader, err));
    SL_TRY(sl_notice_explain(access, loader, question, arena, &answer, err));
    SL_TRY(gather(&look));
    return write(&look, &question->catalogues->indicators, ret_raised);
}
