/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_raise.h"

#include "app/access_change.h"
#include "app/identity_find.h"
#include "base/array.h"
#include "base/sort.h"
#include "identity/identity_id.h"

#define SCRATCH_BYTES ((size_t)1 << 30)

/* Something to be added. */
struct change {
    int64_t question;                /* 0: it is to be opened */
    struct sl_store_question opened; /* then */
    enum sl_question_act act;
    const struct sl_raised_proof *proofs; /* new ones */
    size_t proof_count;
    int64_t identity; /* for the entry */
};

/* An evaluation on its way into the store. */
struct work {
    struct sl_question_sight *sight;
    const struct sl_question_evaluation *evaluation;
    struct sl_store *store;
    struct sl_arena scratch;
    struct change *changes;
    size_t change_count;
    uint64_t *raised; /* numbers of questions that are raised by it */
    size_t raised_count;
    struct sl_question_raised told;
    struct sl_error *err;
};

/* The questions that are about what is raised. */
struct found {
    struct sl_store_question *items;
    size_t count;
};

static enum sl_status add_found(struct work *work, int64_t id, struct found *found)
{
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].id == id) {
            return SL_OK;
        }
    }
    SL_TRY(
        sl_array_room(&work->scratch, &found->items, found->count, sizeof(*found->items), work->err)
    );
    return sl_store_question_get(
        work->store, id, &work->scratch, &found->items[found->count++], work->err
    );
}

static enum sl_status
find_by_person(struct work *work, const struct sl_raised *raised, struct found *found)
{
    struct sl_identity_mention *mentions = NULL;
    size_t count = 0;

    SL_TRY(sl_identity_mentions(
        work->store, raised->identity, &work->scratch, &mentions, &count, work->err
    ));
    for (size_t i = 0; i < count; i++) {
        const struct sl_stored_mention *mention = &mentions[i].mention;
        int64_t id = 0;
        enum sl_status status = SL_OK;
        while (status == SL_OK) {
            status = sl_store_question_of_mention(
                work->store, mention->source, mention->key, id, &id, work->err
            );
            if (status == SL_OK) {
                SL_TRY(add_found(work, id, found));
            }
        }
        if (status != SL_NOT_FOUND) {
            return status;
        }
    }
    return SL_OK;
}

static enum sl_status
find_by_marks(struct work *work, const struct sl_raised *raised, struct found *found)
{
    for (size_t i = 0; i < raised->proof_count; i++) {
        int64_t id = 0;
        enum sl_status status = SL_OK;
        while (status == SL_OK) {
            status =
                sl_store_question_of_mark(work->store, raised->proofs[i].mark, id, &id, work->err);
            if (status == SL_OK) {
                SL_TRY(add_found(work, id, found));
            }
        }
        if (status != SL_NOT_FOUND) {
            return status;
        }
    }
    return SL_OK;
}

static enum sl_status
find_by_name(struct work *work, const struct sl_raised *raised, struct found *found)
{
    int64_t id = 0;
    enum sl_status status = SL_OK;

    while (status == SL_OK) {
        status = sl_store_question_about(work->store, raised->about, id, &id, work->err);
        if (status == SL_OK) {
            SL_TRY(add_found(work, id, found));
        }
    }
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* All that are about it, of this indicator, the first one first. */
static enum sl_status
find_questions(struct work *work, const struct sl_raised *raised, struct found *ret_found)
{
    struct found all = { .count = 0 };
    size_t count = 0;

    if (raised->subject == SL_RAISED_GROUP) {
        SL_TRY(find_by_marks(work, raised, &all));
    } else if (raised->identity != 0) {
        SL_TRY(find_by_person(work, raised, &all));
    } else {
        SL_TRY(find_by_name(work, raised, &all));
    }
    for (size_t i = 0; i < all.count; i++) {
        const struct sl_store_question one = all.items[i];
        if (one.subject != raised->subject || !sl_str_equal(one.indicator, raised->indicator)) {
            continue;
        }
        size_t at = count++;
        for (; at > 0 && all.items[at - 1].id > one.id; at--) {
            all.items[at] = all.items[at - 1];
        }
        all.items[at] = one;
    }
    all.count = count;
    *ret_found = all;
    return SL_OK;
}

/* The key by which a record names somebody of an identity; empty when it does not. */
static struct sl_str named_by(
    const struct sl_question_record *record,
    const struct sl_identity_mention *mentions,
    size_t count
)
{
    const struct sl_facts *facts = record->facts;

    for (size_t i = 0; i < count; i++) {
        const struct sl_str key = mentions[i].mention.key;
        bool is_named = false;
        for (size_t j = 0; j < facts->entity_count; j++) {
            is_named = is_named || sl_str_equal(facts->entities[j].key, key);
        }
        for (size_t j = 0; j < facts->link_count; j++) {
            is_named = is_named || sl_str_equal(facts->links[j].from_key, key) ||
                       sl_str_equal(facts->links[j].to_key, key);
        }
        if (is_named && mentions[i].mention.source == record->source->id) {
            return key;
        }
    }
    return SL_STR("");
}

/* Bind a question to the person as the first record names them that does; else to their first key.
 */
static enum sl_status
bind(struct work *work, const struct sl_raised *raised, struct sl_store_question *question)
{
    struct sl_identity_mention *mentions = NULL;
    size_t count = 0;

    SL_TRY(sl_identity_mentions(
        work->store, raised->identity, &work->scratch, &mentions, &count, work->err
    ));
    if (count == 0) {
        return sl_fail(work->err, SL_NOT_FOUND, "somebody is raised of whom nothing is known");
    }
    question->source = mentions[0].mention.source;
    question->key = mentions[0].mention.key;
    for (size_t i = 0; i < raised->proof_count; i++) {
        struct sl_question_record record;
        SL_TRY(sl_question_sight_read(work->sight, raised->proofs[i].record, &record, work->err));
        const struct sl_str key = named_by(&record, mentions, count);
        if (key.len > 0) {
            question->source = record.source->id;
            question->key = key;
            break;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const struct sl_mention mention = { mentions[i].mention.source,
                                            mentions[i].mention.key,
                                            0 };
        const enum sl_status status = sl_store_question_agency(
            work->store,
            &mention,
            sl_access_day(work->sight->access),
            &work->scratch,
            &question->question.owner,
            work->err
        );
        if (status != SL_NOT_FOUND) {
            return status;
        }
    }
    return SL_OK;
}

/* The agency whose record came last. */
static enum sl_status
choose_owner(struct work *work, const struct sl_raised *raised, struct sl_str *ret_owner)
{
    struct sl_question_record record;
    int64_t last = 0;

    for (size_t i = 0; i < raised->proof_count; i++) {
        last = raised->proofs[i].record > last ? raised->proofs[i].record : last;
    }
    SL_TRY(sl_question_sight_read(work->sight, last, &record, work->err));
    *ret_owner = record.source->agency;
    return SL_OK;
}

static const struct sl_indicator *find_indicator(const struct work *work, struct sl_str id)
{
    const struct sl_indicators *indicators = work->evaluation->indicators;

    for (size_t i = 0; i < indicators->count; i++) {
        if (sl_str_equal(indicators->items[i].id, id)) {
            return &indicators->items[i];
        }
    }
    return NULL;
}

static enum sl_status make_opened(
    struct work *work,
    const struct sl_raised *raised,
    const struct sl_indicator *indicator,
    struct sl_store_question *ret_question
)
{
    struct sl_store_question question = {
        .subject = raised->subject,
        .about = raised->about,
        .indicator = indicator->id,
        .wording = indicator->wording,
        .asks = indicator->question,
        .question = {
            .set = indicator->set,
            .meaning = indicator->meaning,
            .clock_days = sl_question_days(indicator->meaning),
        },
    };

    if (raised->identity != 0) {
        SL_TRY(bind(work, raised, &question));
    }
    if (question.question.owner.len == 0) {
        SL_TRY(choose_owner(work, raised, &question.question.owner));
    }
    *ret_question = question;
    return SL_OK;
}

/* The marks of all these questions, in order. */
static enum sl_status known_marks(
    struct work *work,
    const struct found *found,
    struct sl_raised_proof **ret_known,
    size_t *ret_count
)
{
    struct sl_raised_proof *known = NULL;
    size_t count = 0;

    for (size_t i = 0; i < found->count; i++) {
        for (size_t j = 0; j < found->items[i].proof_count; j++) {
            SL_TRY(sl_array_room(&work->scratch, &known, count, sizeof(*known), work->err));
            known[count++] = found->items[i].proofs[j].proof;
        }
    }
    *ret_known = known;
    *ret_count = known == NULL ? 0 : sl_raised_order(known, count);
    return SL_OK;
}

static bool has_mark(const struct sl_raised_proof *known, size_t count, int64_t mark)
{
    for (size_t i = 0; i < count; i++) {
        if (known[i].mark == mark) {
            return true;
        }
    }
    return false;
}

static enum sl_status add_change(struct work *work, const struct change *change)
{
    SL_TRY(sl_array_room(
        &work->scratch, &work->changes, work->change_count, sizeof(*change), work->err
    ));
    work->changes[work->change_count++] = *change;
    work->told.opened += change->question == 0 ? 1 : 0;
    work->told.again += change->question != 0 && change->act == SL_ACT_RAISED ? 1 : 0;
    work->told.back += change->act == SL_ACT_BACK ? 1 : 0;
    work->told.faded += change->act == SL_ACT_FADED ? 1 : 0;
    return SL_OK;
}

static enum sl_status
is_raised_now(struct work *work, const struct sl_store_question *question, bool *ret_is)
{
    struct sl_question_status status;

    SL_TRY(sl_question_status_on(
        &question->question, sl_access_day(work->sight->access), &status, work->err
    ));
    *ret_is = status.is_raised;
    return SL_OK;
}

/* What one question is to be told: all that is new goes to the first. */
static enum sl_status change_found(
    struct work *work,
    const struct sl_raised *raised,
    const struct found *found,
    const struct change *fresh,
    size_t index
)
{
    const struct sl_raised_proof *proofs = index == 0 ? fresh->proofs : NULL;
    const size_t proof_count = index == 0 ? fresh->proof_count : 0;
    struct change change = { .question = found->items[index].id, .identity = raised->identity };
    bool is_raised = false;

    SL_TRY(sl_array_room(
        &work->scratch, &work->raised, work->raised_count, sizeof(*work->raised), work->err
    ));
    work->raised[work->raised_count++] = (uint64_t)change.question;
    SL_TRY(is_raised_now(work, &found->items[index], &is_raised));
    if (proof_count > 0) {
        change.proofs = proofs;
        change.proof_count = proof_count;
    }
    /* Marks that are not new are known to one of the questions, and so to all of them. */
    const struct sl_raised_proof *now = proof_count > 0 ? proofs : raised->proofs;
    const size_t now_count = proof_count > 0 ? proof_count : raised->proof_count;
    const struct sl_raised_proof *known = proof_count > 0 ? NULL : raised->proofs;
    if (!sl_question_next(
            is_raised, known, known == NULL ? 0 : now_count, now, now_count, &change.act
        )) {
        work->told.known++;
        return SL_OK;
    }
    return add_change(work, &change);
}

static enum sl_status take_raised(struct work *work, const struct sl_raised *raised)
{
    const struct sl_indicator *indicator = find_indicator(work, raised->indicator);
    struct change change = { .act = SL_ACT_RAISED, .identity = raised->identity };
    struct sl_raised_proof *known = NULL, *fresh = NULL;
    struct found found = { .count = 0 };
    size_t known_count = 0;

    if (indicator == NULL) {
        return sl_fail(
            work->err, SL_NOT_FOUND, "there is no indicator '%.*s'", SL_STR_ARG(raised->indicator)
        );
    }
    if (indicator->question.len == 0 || raised->proof_count == 0) {
        return SL_OK;
    }
    SL_TRY(find_questions(work, raised, &found));
    SL_TRY(known_marks(work, &found, &known, &known_count));
    for (size_t i = 0; i < raised->proof_count; i++) {
        if (!has_mark(known, known_count, raised->proofs[i].mark)) {
            SL_TRY(
                sl_array_room(&work->scratch, &fresh, change.proof_count, sizeof(*fresh), work->err)
            );
            fresh[change.proof_count++] = raised->proofs[i];
        }
    }
    change.proofs = fresh;
    for (size_t i = 0; i < found.count; i++) {
        SL_TRY(change_found(work, raised, &found, &change, i));
    }
    if (found.count > 0) {
        return SL_OK;
    }
    SL_TRY(make_opened(work, raised, indicator, &change.opened));
    return add_change(work, &change);
}

/* What nothing raises any more, now that everybody was evaluated. */
static enum sl_status take_faded(struct work *work)
{
    struct sl_store_question question = { .id = 0 };
    size_t at = 0;

    SL_TRY(sl_sort_u64(work->raised, work->raised_count, work->err));
    for (;;) {
        struct change change = { .question = 0 };
        bool is_raised = false;
        const enum sl_status status =
            sl_store_question_next(work->store, question.id, &work->scratch, &question, work->err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(is_raised_now(work, &question, &is_raised));
        while (at < work->raised_count && work->raised[at] < (uint64_t)question.id) {
            at++;
        }
        const bool is_again = at < work->raised_count && work->raised[at] == (uint64_t)question.id;
        if (!is_again && sl_question_next(is_raised, NULL, 0, NULL, 0, &change.act)) {
            change.question = question.id;
            SL_TRY(add_change(work, &change));
        }
    }
}

static enum sl_status
write_change(struct work *work, const struct change *change, struct sl_error *err)
{
    const struct sl_question_deed deed = { .act = change->act,
                                           .day = sl_access_day(work->sight->access) };
    struct sl_store_question_proof proof = { .deed = 0 };
    int64_t id = change->question;

    if (id == 0) {
        SL_TRY(sl_store_question_add(work->store, &change->opened, &id, err));
    }
    SL_TRY(sl_store_question_deed_add(
        work->store, id, &deed, sl_access_now(work->sight->access), &proof.deed, err
    ));
    for (size_t i = 0; i < change->proof_count; i++) {
        proof.proof = change->proofs[i];
        SL_TRY(sl_store_question_proof_add(work->store, id, &proof, err));
    }
    return SL_OK;
}

static enum sl_status write_all(struct sl_store *store, void *context, struct sl_error *err)
{
    struct work *work = context;
    (void)store;

    for (size_t i = 0; i < work->change_count; i++) {
        SL_TRY(write_change(work, &work->changes[i], err));
    }
    return SL_OK;
}

/* An entry for each change. */
static enum sl_status say_and_write(struct work *work)
{
    struct sl_access_deed *deeds =
        sl_arena_alloc(&work->scratch, work->change_count, sizeof(*deeds));

    if (deeds == NULL) {
        return sl_fail_memory(work->err);
    }
    for (size_t i = 0; i < work->change_count; i++) {
        const struct change *change = &work->changes[i];
        const struct sl_identity_id id = sl_identity_print(change->identity);
        deeds[i] = (struct sl_access_deed){
            .verb = SL_VERB_WRITE,
            .kind = SL_STR("question"),
            .detail = sl_question_act_terms()[change->act].name,
        };
        if (change->identity != 0) {
            deeds[i].subject = sl_arena_copy(&work->scratch, sl_str_from(id.text));
        }
    }
    return sl_access_change(
        work->sight->access, deeds, work->change_count, write_all, work, work->err
    );
}

static enum sl_status raise(struct work *work)
{
    for (size_t i = 0; i < work->evaluation->raised_count; i++) {
        SL_TRY(take_raised(work, &work->evaluation->raised[i]));
    }
    if (work->evaluation->is_whole) {
        SL_TRY(take_faded(work));
    }
    return work->change_count == 0 ? SL_OK : say_and_write(work);
}

enum sl_status sl_question_raise(
    struct sl_question_sight *sight,
    const struct sl_question_evaluation *evaluation,
    struct sl_question_raised *ret_raised,
    struct sl_error *err
)
{
    struct work work = {
        .sight = sight,
        .evaluation = evaluation,
        .store = sl_access_store(sight->access),
        .err = err,
    };

    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    const enum sl_status status = raise(&work);
    sl_arena_finish(&work.scratch);
    if (status == SL_OK) {
        *ret_raised = work.told;
    }
    return status;
}
