/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/identity_text.h"

#include "cli/print.h"
#include "cli/summary.h"
#include "identity/identity_id.h"

#define LABEL_WIDTH 12

/* A line of the summary: label, count, words; more may follow. */
static void add_count(struct sl_buf *text, const char *label, uint64_t count, const char *words)
{
    sl_buf_addf(text, "%-*s", LABEL_WIDTH, label);
    sl_print_count(text, count);
    sl_buf_addf(text, " %s", words);
}

static void add_part(struct sl_buf *text, uint64_t count, const char *words)
{
    sl_buf_add(text, SL_STR(", "));
    sl_print_count(text, count);
    sl_buf_addf(text, " %s", words);
}

static void add_seconds(struct sl_buf *text, const char *before, double seconds)
{
    sl_buf_addf(text, "%s ", before);
    sl_print_seconds(text, seconds);
}

void sl_identity_add_id(struct sl_buf *text, int64_t identity)
{
    sl_buf_add(text, sl_str_from(sl_identity_print(identity).text));
}

json_t *sl_identity_json_id(int64_t identity)
{
    return identity == 0 ? json_null() : json_string(sl_identity_print(identity).text);
}

static void add_outcomes(struct sl_buf *text, const struct sl_identify_result *result)
{
    if (result->new_mention_count == 0) {
        return;
    }
    sl_buf_addf(text, "%-*s", LABEL_WIDTH, "Outcomes");
    for (unsigned i = 0; i < SL_OUTCOME_COUNT; i++) {
        sl_buf_addf(text, "%s", i == 0 ? "" : ", ");
        sl_buf_add(text, sl_outcome_words((enum sl_outcome)i));
        sl_buf_add_byte(text, ' ');
        sl_print_count(text, result->outcomes[i]);
    }
    sl_buf_add_byte(text, '\n');
}

static void add_conflicts(struct sl_buf *text, const struct sl_identify_result *result)
{
    const uint64_t shown = result->conflict_count < SL_IDENTIFY_CONFLICT_LIMIT
                               ? result->conflict_count
                               : SL_IDENTIFY_CONFLICT_LIMIT;

    if (result->conflict_count == 0) {
        return;
    }
    add_count(
        text,
        "Conflicts",
        result->conflict_count,
        "times something would have joined what is held apart; it was left out\n"
    );
    for (uint64_t i = 0; i < shown; i++) {
        const struct sl_identity_conflict *conflict = &result->conflicts[i];
        if (conflict->decision != 0) {
            sl_buf_addf(text, "%*sdecision %lld\n", LABEL_WIDTH, "", (long long)conflict->decision);
        }
    }
}

static void add_times(struct sl_buf *text, const struct sl_identify_result *result)
{
    add_seconds(text, "Time       ", result->total_seconds);
    add_seconds(text, ": index", result->index_seconds);
    if (result->was_learned) {
        add_seconds(text, ", learn", result->learn_seconds);
    }
    add_seconds(text, ", read", result->read_seconds);
    add_seconds(text, ", link", result->link_seconds);
    add_seconds(text, ", write", result->write_seconds);
    sl_buf_add(text, SL_STR("; memory "));
    sl_print_bytes(text, sl_summary_peak_bytes());
    sl_buf_add_byte(text, '\n');
}

static void add_quality(struct sl_buf *text, const struct sl_truth_quality *quality)
{
    sl_buf_addf(
        text,
        "\nChildren    precision %.5f, recall %.5f; twin pairs joined %llu of %llu\n",
        sl_truth_share(quality->child_found_pairs, quality->child_wrong_pairs),
        sl_truth_share(
            quality->child_found_pairs, quality->child_true_pairs - quality->child_found_pairs
        ),
        (unsigned long long)quality->twin_pairs_joined,
        (unsigned long long)quality->twin_pairs
    );
    sl_buf_addf(
        text,
        "Everybody   precision %.5f, recall %.5f; mentions without identity %llu of %llu\n",
        sl_truth_share(quality->found_pairs, quality->wrong_pairs),
        sl_truth_share(quality->found_pairs, quality->true_pairs - quality->found_pairs),
        (unsigned long long)quality->unnamed_count,
        (unsigned long long)quality->mention_count
    );
    sl_buf_addf(text, "\n%-22s %6s  %9s  %s\n", "Situation", "count", "recall", "persons joined");
    for (size_t i = 0; i < quality->kind_count; i++) {
        const struct sl_truth_kind *kind = &quality->kinds[i];
        sl_buf_addf(
            text,
            "%-22s %6llu  %9.4f  %llu\n",
            kind->name,
            (unsigned long long)kind->situation_count,
            sl_truth_share(kind->found_pairs, kind->true_pairs - kind->found_pairs),
            (unsigned long long)kind->joined_persons
        );
    }
}

void sl_identify_text(
    struct sl_buf *text,
    const struct sl_identify_result *result,
    const struct sl_truth_quality *quality
)
{
    const uint64_t *turns = result->turns.turns;

    add_count(text, "Mentions", result->mention_count, "that say who they are");
    add_part(text, result->new_mention_count, "of them new\n");
    add_count(text, "Identities", result->identity_count, "people: ");
    sl_print_count(text, turns[SL_TURN_CREATED]);
    sl_buf_add(text, SL_STR(" created"));
    add_part(text, turns[SL_TURN_JOINED], "joined");
    add_part(text, turns[SL_TURN_SPLIT], "split");
    add_part(text, turns[SL_TURN_RETIRED], "retired");
    add_part(text, result->turns.sealed, "sealed\n");
    add_count(text, "Review", result->possible_count, "possible matches to look at\n");
    add_outcomes(text, result);
    add_conflicts(text, result);
    add_times(text, result);
    if (quality != NULL) {
        add_quality(text, quality);
    }
}

static json_t *outcomes_json(const struct sl_identify_result *result)
{
    json_t *json = json_object();

    for (unsigned i = 0; i < SL_OUTCOME_COUNT && json != NULL; i++) {
        const struct sl_str name = sl_outcome_name((enum sl_outcome)i);
        (void)json_object_set_new(json, name.ptr, json_integer((json_int_t)result->outcomes[i]));
    }
    return json;
}

static json_t *conflicts_json(const struct sl_identify_result *result)
{
    json_t *json = json_array();

    for (uint64_t i = 0; i < result->conflict_count && i < SL_IDENTIFY_CONFLICT_LIMIT; i++) {
        const struct sl_identity_conflict *conflict = &result->conflicts[i];
        (void)json_array_append_new(
            json,
            json_pack(
                "{s:I, s:I, s:I, s:I, s:I}",
                "decision",
                (json_int_t)conflict->decision,
                "left",
                (json_int_t)conflict->left,
                "right",
                (json_int_t)conflict->right,
                "apart_left",
                (json_int_t)conflict->apart_left,
                "apart_right",
                (json_int_t)conflict->apart_right
            )
        );
    }
    return json;
}

static json_t *times_json(const struct sl_identify_result *result)
{
    return json_pack(
        "{s:f, s:f, s:f, s:f, s:f, s:f}",
        "index",
        result->index_seconds,
        "learn",
        result->learn_seconds,
        "read",
        result->read_seconds,
        "link",
        result->link_seconds,
        "write",
        result->write_seconds,
        "total",
        result->total_seconds
    );
}

static json_t *kinds_json(const struct sl_truth_quality *quality)
{
    json_t *json = json_object();

    for (size_t i = 0; i < quality->kind_count && json != NULL; i++) {
        const struct sl_truth_kind *kind = &quality->kinds[i];
        (void)json_object_set_new(
            json,
            kind->name,
            json_pack(
                "{s:I, s:I, s:I, s:I}",
                "count",
                (json_int_t)kind->situation_count,
                "true_pairs",
                (json_int_t)kind->true_pairs,
                "found_pairs",
                (json_int_t)kind->found_pairs,
                "persons_joined",
                (json_int_t)kind->joined_persons
            )
        );
    }
    return json;
}

static json_t *quality_json(const struct sl_truth_quality *quality)
{
    return json_pack(
        "{s:f, s:f, s:f, s:f, s:I, s:I, s:I, s:I, s:I, s:o}",
        "child_precision",
        sl_truth_share(quality->child_found_pairs, quality->child_wrong_pairs),
        "child_recall",
        sl_truth_share(
            quality->child_found_pairs, quality->child_true_pairs - quality->child_found_pairs
        ),
        "precision",
        sl_truth_share(quality->found_pairs, quality->wrong_pairs),
        "recall",
        sl_truth_share(quality->found_pairs, quality->true_pairs - quality->found_pairs),
        "child_wrong_pairs",
        (json_int_t)quality->child_wrong_pairs,
        "twin_pairs",
        (json_int_t)quality->twin_pairs,
        "twin_pairs_joined",
        (json_int_t)quality->twin_pairs_joined,
        "mentions",
        (json_int_t)quality->mention_count,
        "mentions_without_identity",
        (json_int_t)quality->unnamed_count,
        "situations",
        kinds_json(quality)
    );
}

static json_t *changes_json(const struct sl_identity_turns *turns)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I}",
        "created",
        (json_int_t)turns->turns[SL_TURN_CREATED],
        "joined",
        (json_int_t)turns->turns[SL_TURN_JOINED],
        "split",
        (json_int_t)turns->turns[SL_TURN_SPLIT],
        "retired",
        (json_int_t)turns->turns[SL_TURN_RETIRED],
        "sealed",
        (json_int_t)turns->sealed
    );
}

json_t *
sl_identify_json(const struct sl_identify_result *result, const struct sl_truth_quality *quality)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:b, s:o, s:o, s:I, s:o, s:o, s:I, s:o*}",
        "mentions",
        (json_int_t)result->mention_count,
        "new_mentions",
        (json_int_t)result->new_mention_count,
        "identities",
        (json_int_t)result->identity_count,
        "possible_matches",
        (json_int_t)result->possible_count,
        "model_learned",
        result->was_learned ? 1 : 0,
        "changes",
        changes_json(&result->turns),
        "outcomes",
        outcomes_json(result),
        "conflict_count",
        (json_int_t)result->conflict_count,
        "conflicts",
        conflicts_json(result),
        "seconds",
        times_json(result),
        "peak_bytes",
        (json_int_t)sl_summary_peak_bytes(),
        "quality",
        quality == NULL ? NULL : quality_json(quality)
    );
}
