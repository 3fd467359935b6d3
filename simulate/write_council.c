/* SPDX-License-Identifier: Apache-2.0 */
#include "write_council.h"

#include <string.h>

#include "draw.h"

#define PURPOSE_KNOWS  4u
#define WHAT_ETHNICITY 1u
#define WHAT_REFUSED   2u
#define WHAT_UPN       3u

bool sl_case_in_year(const struct sl_world *world, const struct sl_referral *referral)
{
    const int32_t last = referral->no_further_action ? referral->day : referral->closed;
    return referral->day <= world->census_until && (last == 0 || last >= world->census_from);
}

bool sl_case_knows(const struct sl_case *child, unsigned what, unsigned permille)
{
    const struct sl_person *person = &child->clerk->house->household.people[child->child];
    struct sl_random random;
    sl_draw_begin(
        &random,
        child->clerk->world->seed,
        (person->number * SL_COUNCIL_COUNT + child->council) * 32 + what,
        PURPOSE_KNOWS
    );
    return sl_draw_chance(&random, permille);
}

const char *sl_case_ethnicity(const struct sl_case *child)
{
    const struct sl_person *person = &child->clerk->house->household.people[child->child];
    if (sl_case_knows(child, WHAT_ETHNICITY, 60)) {
        return "NOBT";
    }
    return sl_case_knows(child, WHAT_REFUSED, 15) ? "REFU" : sl_agency_ethnicity(person->community);
}

struct sl_text sl_case_upn(const struct sl_case *child)
{
    const struct sl_clerk *clerk = child->clerk;
    const struct sl_person *person = &clerk->house->household.people[child->child];
    const int32_t age = clerk->world->today - clerk->house->kin[child->child].birth_day;
    struct sl_text upn = { .len = 0 };
    if (age > 5 * 366 && sl_case_knows(child, WHAT_UPN, 880)) {
        /* The number was given where the child first went to school. */
        const enum sl_council first = sl_place_council(person->homes[0].postcode);
        sl_agency_print_upn(first, person->number, &upn);
    }
    return upn;
}

const char *sl_case_no_upn(const struct sl_case *child)
{
    const struct sl_clerk *clerk = child->clerk;
    const int32_t age = clerk->world->today - clerk->house->kin[child->child].birth_day;
    return age > 5 * 366 ? "UN4" : "UN1";
}

/* The council's own record of the child; all its files are made from it. */
static void write_record(struct sl_case *child)
{
    const struct sl_clerk *clerk = child->clerk;
    const struct sl_world *world = clerk->world;
    const struct sl_kin *kin = &clerk->house->kin[child->child];
    const struct sl_person *person = &clerk->house->household.people[child->child];
    const struct sl_referral *last =
        sl_care_last(&clerk->care, child->child, child->council, world->today);
    child->birth_day = kin->birth_day;
    child->born_by_census = kin->birth_day <= world->census_until;
    if (person->role == SL_UNBORN) {
        memset(&child->record, 0, sizeof(child->record));
        sl_text_set(&child->record.fields[SL_FIELD_GIVEN], SL_STR("Unborn"));
        child->record.fields[SL_FIELD_SURNAME] = person->surname;
        return;
    }
    const struct sl_sighted sighted = {
        .person = child->child,
        .stream = sl_stream_of_council(child->council, SL_FILE_CIN),
        .day = last->closed > 0 ? last->closed : world->today,
        .source = SL_SOURCE_COUNCIL,
    };
    sl_clerk_write(clerk, &world->councils[child->council], &sighted, &child->record);
    struct sl_date birth;
    const struct sl_str text = sl_text_str(&child->record.fields[SL_FIELD_BIRTH]);
    if (child->born_by_census && text.len > 0 && sl_date_parse(text, &birth, NULL) == SL_OK) {
        child->birth_day = sl_date_to_days(birth);
    }
}

static void write_child(struct sl_clerk *clerk, enum sl_council council, unsigned child)
{
    struct sl_case known = { .clerk = clerk, .council = council, .child = child };
    const uint64_t number = clerk->house->household.people[child].number;
    const unsigned stream = sl_stream_of_council(council, SL_FILE_CIN);
    known.id = sl_clerk_key("", stream, number, 0);
    write_record(&known);
    sl_write_cin(&known);
    sl_write_csc(&known);
    sl_write_ssda903(&known);
}

void sl_write_councils(struct sl_clerk *clerk)
{
    for (unsigned child = 0; child < clerk->house->household.count; child++) {
        for (unsigned council = 0; council < SL_COUNCIL_COUNT; council++) {
            const enum sl_council which = (enum sl_council)council;
            if (sl_care_last(&clerk->care, child, which, clerk->world->today) != NULL) {
                write_child(clerk, which, child);
            }
        }
    }
}
