/* SPDX-License-Identifier: Apache-2.0 */
#include "json_write.h"
#include "write_council.h"

/* Open a part of an episode that has an id of its own: the episode's and a letter. */
static void open_part(
    struct sl_json_writer *json,
    const char *name,
    const char *id_name,
    const struct sl_text *episode,
    const char *letter
)
{
    struct sl_text id = *episode;
    sl_text_add(&id, sl_str_from(letter));
    sl_json_open(json, name, '[');
    sl_json_open(json, NULL, '{');
    sl_json_text(json, id_name, sl_text_str(&id));
}

static void close_part(struct sl_json_writer *json)
{
    sl_json_close(json, '}');
    sl_json_close(json, ']');
}

static void day_if(struct sl_json_writer *json, const char *name, int32_t day)
{
    if (day > 0) {
        sl_json_day(json, name, day);
    }
}

static void write_details(const struct sl_case *child, struct sl_json_writer *json)
{
    const struct sl_clerk *clerk = child->clerk;
    const struct sl_record *record = &child->record;
    const bool unborn = clerk->house->household.people[child->child].role == SL_UNBORN;
    const struct sl_text upn = sl_case_upn(child);
    sl_json_open(json, "child_details", '{');
    if (upn.len > 0) {
        sl_json_text(json, "unique_pupil_number", sl_text_str(&upn));
    } else {
        sl_json_text(
            json, "unique_pupil_number_unknown_reason", sl_str_from(sl_case_no_upn(child))
        );
    }
    sl_json_text_if(json, "first_name", sl_text_str(&record->fields[SL_FIELD_GIVEN]));
    sl_json_text_if(json, "surname", sl_text_str(&record->fields[SL_FIELD_SURNAME]));
    sl_json_day(json, unborn ? "expected_date_of_birth" : "date_of_birth", child->birth_day);
    const struct sl_str sex = sl_text_str(&record->fields[SL_FIELD_SEX]);
    sl_json_text(json, "sex", sex.len > 0 ? sex : SL_STR("U"));
    const char *ethnicity = unborn ? "NOBT" : sl_case_ethnicity(child);
    sl_json_text(json, "ethnicity", sl_str_from(ethnicity));
    const struct sl_str postcode = sl_text_str(&record->fields[SL_FIELD_POSTCODE]);
    sl_json_text_if(json, "postcode", sl_str_part(postcode, 0, 8));
    sl_json_bool(json, "uasc_flag", false);
    sl_json_bool(json, "purge", false);
    sl_json_close(json, '}');
}

/* Strengths and difficulties, asked about children in care from four to sixteen. */
static void write_wellbeing(const struct sl_case *child, struct sl_json_writer *json)
{
    const struct sl_clerk *clerk = child->clerk;
    const int32_t day = clerk->world->census_until - 40;
    const int32_t age = day - clerk->house->kin[child->child].birth_day;
    if (age < 4 * 366 || age > 16 * 366 ||
        sl_care_placement(&clerk->care, child->child, day) == NULL) {
        return;
    }
    const uint64_t number = clerk->house->household.people[child->child].number;
    sl_json_open(json, "health_and_wellbeing", '{');
    sl_json_open(json, "sdq_assessments", '[');
    sl_json_open(json, NULL, '{');
    sl_json_day(json, "date", day);
    sl_json_number(json, "score", 4 + sl_hash_u64(number) % 26);
    sl_json_close(json, '}');
    sl_json_close(json, ']');
    sl_json_close(json, '}');
}

static void write_assessment(
    struct sl_json_writer *json, const struct sl_referral *referral, const struct sl_text *id
)
{
    if (referral->assessment_from == 0) {
        return;
    }
    open_part(json, "child_and_family_assessments", "child_and_family_assessment_id", id, "-A");
    sl_json_day(json, "start_date", referral->assessment_from);
    day_if(json, "authorisation_date", referral->assessment_until);
    if (referral->assessment_until > 0) {
        sl_json_open(json, "factors", '[');
        for (unsigned i = 0; i < referral->factor_count; i++) {
            sl_json_text(json, NULL, sl_str_from(referral->factors[i]));
        }
        sl_json_close(json, ']');
    }
    close_part(json);
}

static void write_plans(
    struct sl_json_writer *json, const struct sl_referral *referral, const struct sl_text *id
)
{
    if (referral->plan_from > 0) {
        open_part(json, "child_in_need_plans", "child_in_need_plan_id", id, "-N");
        sl_json_day(json, "start_date", referral->plan_from);
        day_if(json, "end_date", referral->plan_until);
        close_part(json);
    }
    if (referral->enquiry > 0) {
        open_part(json, "section_47_assessments", "section_47_assessment_id", id, "-S");
        sl_json_day(json, "start_date", referral->enquiry);
        sl_json_bool(json, "icpc_required_flag", referral->enquiry_target > 0);
        day_if(json, "icpc_date", referral->conference);
        day_if(json, "end_date", referral->enquiry_until);
        close_part(json);
    }
    if (referral->protection_from > 0) {
        open_part(json, "child_protection_plans", "child_protection_plan_id", id, "-P");
        sl_json_day(json, "start_date", referral->protection_from);
        day_if(json, "end_date", referral->protection_until);
        close_part(json);
    }
}

static void write_placements(
    struct sl_json_writer *json, const struct sl_referral *referral, const struct sl_text *id
)
{
    if (referral->placement_count == 0) {
        return;
    }
    sl_json_open(json, "child_looked_after_placements", '[');
    for (unsigned i = 0; i < referral->placement_count; i++) {
        const struct sl_placement *placement = &referral->placements[i];
        struct sl_text part = *id;
        sl_text_add(&part, SL_STR("-L"));
        sl_text_add_number(&part, i + 1, 1);
        struct sl_text postcode;
        sl_place_print_postcode(placement->postcode, &postcode);
        sl_json_open(json, NULL, '{');
        sl_json_text(json, "child_looked_after_placement_id", sl_text_str(&part));
        sl_json_day(json, "start_date", placement->from);
        sl_json_text(json, "start_reason", sl_str_from(placement->reason_new));
        sl_json_text(json, "placement_type", sl_str_from(placement->place));
        sl_json_text(json, "postcode", sl_text_str(&postcode));
        day_if(json, "end_date", placement->until);
        sl_json_text_if(json, "end_reason", sl_str_from(placement->reason_ends));
        sl_json_text_if(json, "change_reason", sl_str_from(placement->change));
        sl_json_close(json, '}');
    }
    sl_json_close(json, ']');
}

static void write_worker(
    const struct sl_case *child, struct sl_json_writer *json, const struct sl_referral *referral
)
{
    struct sl_text worker = { .len = 0 };
    sl_text_add(&worker, SL_STR("SW"));
    sl_text_add_number(&worker, sl_council_code(child->council) * 1000 + referral->worker, 6);
    sl_json_open(json, "care_worker_details", '[');
    sl_json_open(json, NULL, '{');
    sl_json_text(json, "worker_id", sl_text_str(&worker));
    sl_json_day(json, "start_date", referral->day);
    day_if(json, "end_date", referral->closed);
    sl_json_close(json, '}');
    sl_json_close(json, ']');
}

static void write_episode(
    const struct sl_case *child, struct sl_json_writer *json, const struct sl_referral *referral
)
{
    struct sl_text id = child->id;
    sl_text_add(&id, SL_STR("-"));
    sl_text_add_number(&id, referral->number, 2);
    sl_json_open(json, NULL, '{');
    sl_json_text(json, "social_care_episode_id", sl_text_str(&id));
    sl_json_day(json, "referral_date", referral->day);
    sl_json_text(json, "referral_source", sl_str_from(referral->source));
    if (referral->answered) {
        sl_json_bool(json, "referral_no_further_action_flag", referral->no_further_action);
        if (!referral->no_further_action) {
            write_worker(child, json, referral);
        }
    }
    write_assessment(json, referral, &id);
    write_plans(json, referral, &id);
    write_placements(json, referral, &id);
    day_if(json, "closure_date", referral->closed);
    sl_json_text_if(json, "closure_reason", sl_str_from(referral->closure));
    sl_json_close(json, '}');
}

void sl_write_csc(const struct sl_case *child)
{
    struct sl_clerk *clerk = child->clerk;
    const unsigned stream = sl_stream_of_council(child->council, SL_FILE_CSC);
    struct sl_buf *buf = sl_clerk_begin(clerk, stream);
    struct sl_json_writer json = { .buf = buf };
    sl_buf_add(buf, SL_STR(",\n"));
    sl_json_open(&json, NULL, '{');
    sl_json_text(&json, "la_child_id", sl_text_str(&child->id));
    sl_json_bool(&json, "purge", false);
    write_details(child, &json);
    write_wellbeing(child, &json);
    sl_json_open(&json, "social_care_episodes", '[');
    for (unsigned i = 0; i < clerk->care.count; i++) {
        const struct sl_referral *referral = &clerk->care.referrals[i];
        if (referral->child == child->child && referral->council == child->council) {
            write_episode(child, &json, referral);
        }
    }
    sl_json_close(&json, ']');
    sl_json_close(&json, '}');
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, SL_STR("child/"));
    sl_text_add(&key, sl_text_str(&child->id));
    sl_clerk_mention(clerk, stream, &key, child->child);
}
