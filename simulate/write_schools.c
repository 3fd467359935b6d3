/* SPDX-License-Identifier: Apache-2.0 */
#include "write_schools.h"

#include "base/csv.h"
#include "draw.h"
#include "rates_data.h"

#define PURPOSE_SCHOOL 5u
#define FIRST_DAYS     1600 /* somewhat over four years */
#define LAST_DAYS      6000 /* sixteen */

static void add(struct sl_buf *line, struct sl_str text)
{
    sl_csv_write_field(line, text, false);
}

/* YYYY-MM-DD turned round; anything else is left out. */
static void add_birth(struct sl_buf *line, const struct sl_text *birth)
{
    struct sl_text text = { .len = 0 };
    if (birth->len == 10) {
        const struct sl_str iso = sl_text_str(birth);
        sl_text_add(&text, sl_str_part(iso, 8, 2));
        sl_text_add(&text, SL_STR("/"));
        sl_text_add(&text, sl_str_part(iso, 5, 2));
        sl_text_add(&text, SL_STR("/"));
        sl_text_add(&text, sl_str_part(iso, 0, 4));
    }
    add(line, sl_text_str(&text));
}

static void add_flag(struct sl_buf *line, bool is_set)
{
    add(line, is_set ? SL_STR("Y") : SL_STR("N"));
}

/* What the council is doing for the child now. */
static void add_active(struct sl_buf *line, const struct sl_clerk *clerk, unsigned child)
{
    const int32_t today = clerk->world->today;
    const struct sl_referral *last = sl_care_last(&clerk->care, child, SL_COUNCIL_COUNT, today);
    const bool open = last != NULL && last->closed == 0 && !last->no_further_action;
    add_flag(line, open && last->assessment_from > 0);
    add_flag(line, sl_care_placement(&clerk->care, child, today) != NULL);
    add_flag(line, open && last->protection_from > 0 && last->protection_until == 0);
    add_flag(line, open && last->assessment_from == 0);
    add_flag(line, false);
}

static void write_pupil(struct sl_clerk *clerk, enum sl_council council, unsigned child)
{
    const struct sl_house *house = clerk->house;
    const struct sl_person *person = &house->household.people[child];
    const unsigned stream = sl_stream_of_council(council, SL_FILE_SCHOOLS);
    const struct sl_sighted sighted = {
        .person = child,
        .stream = stream,
        .day = clerk->world->today,
        .source = SL_SOURCE_COUNCIL,
    };
    struct sl_record record;
    sl_clerk_write(clerk, &clerk->world->schools[council], &sighted, &record);
    if ((house->kin[child].needs & SL_NEED_SCHOOL) != 0 && person->nhs_number != 0) {
        record.fields[SL_FIELD_NHS].len = 0;
        sl_text_add_number(&record.fields[SL_FIELD_NHS], person->nhs_number, 10);
    }
    struct sl_buf *line = sl_clerk_begin(clerk, stream);
    const struct sl_text id = sl_clerk_key("", stream, person->number, 0);
    const struct sl_str sex = sl_text_str(&record.fields[SL_FIELD_SEX]);
    const bool female = sl_str_equal(sex, SL_STR("F"));
    sl_csv_write_field(line, sl_text_str(&id), true);
    add_birth(line, &record.fields[SL_FIELD_BIRTH]);
    add(line, sl_text_str(&record.fields[SL_FIELD_SURNAME]));
    add(line, sl_text_str(&record.fields[SL_FIELD_GIVEN]));
    add(line, sex.len == 0 ? sex : female ? SL_STR("Female") : SL_STR("Male"));
    add(line, sl_text_str(&record.fields[SL_FIELD_POSTCODE]));
    add_active(line, clerk, child);
    add(line, sl_str_from(sl_agency_ethnicity(person->community)));
    add(line, SL_STR(""));
    add(line, sl_text_str(&record.fields[SL_FIELD_NHS]));
    sl_buf_add_byte(line, '\n');
    const struct sl_text key = sl_clerk_key("person/", stream, person->number, 0);
    sl_clerk_mention(clerk, stream, &key, child);
}

void sl_write_schools(struct sl_clerk *clerk)
{
    const struct sl_house *house = clerk->house;
    for (unsigned i = 0; i < house->household.count; i++) {
        const int32_t age = clerk->world->today - house->kin[i].birth_day;
        struct sl_random random;
        sl_draw_begin(
            &random, clerk->world->seed, house->household.people[i].number, PURPOSE_SCHOOL
        );
        if (house->household.people[i].role != SL_CHILD || age < FIRST_DAYS || age > LAST_DAYS) {
            continue;
        }
        const bool absent = sl_draw_chance(&random, SL_RATE_NOT_ENROLLED);
        if (!absent || (house->kin[i].needs & SL_NEED_SCHOOL) != 0) {
            const struct sl_home home = sl_house_home(house, i, clerk->world->today);
            write_pupil(clerk, sl_place_council(home.postcode), i);
        }
    }
}
