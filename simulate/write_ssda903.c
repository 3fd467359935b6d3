/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"
#include "write_council.h"

/* A day as the return writes it, DD/MM/YYYY; nothing for 0. */
static void add_day(struct sl_buf *line, int32_t day)
{
    struct sl_text text = { .len = 0 };
    if (day > 0) {
        const struct sl_date date = sl_date_from_days(day);
        sl_text_add_number(&text, date.day, 2);
        sl_text_add(&text, SL_STR("/"));
        sl_text_add_number(&text, date.month, 2);
        sl_text_add(&text, SL_STR("/"));
        sl_text_add_number(&text, (uint64_t)date.year, 4);
    }
    sl_csv_write_field(line, sl_text_str(&text), false);
}

static void add(struct sl_buf *line, const char *word)
{
    sl_csv_write_field(line, sl_str_from(word), false);
}

/* Begin a row of one of the tables with the child's number. */
static struct sl_buf *begin_row(const struct sl_case *child, enum sl_council_file file)
{
    struct sl_buf *line = sl_clerk_begin(child->clerk, sl_stream_of_council(child->council, file));
    sl_csv_write_field(line, sl_text_str(&child->id), true);
    return line;
}

/* The day when it is not after the returns' year, else 0. */
static int32_t by_census(const struct sl_case *child, int32_t day)
{
    return day <= child->clerk->world->census_until ? day : 0;
}

static bool in_year(const struct sl_case *child, const struct sl_placement *placement)
{
    const struct sl_world *world = child->clerk->world;
    return placement->from <= world->census_until &&
           (placement->until == 0 || placement->until >= world->census_from);
}

static void write_episode(
    const struct sl_case *child,
    const struct sl_referral *referral,
    const struct sl_placement *placement
)
{
    struct sl_buf *line = begin_row(child, SL_FILE_EPISODES);
    const bool ended = by_census(child, placement->until) > 0;
    struct sl_text home;
    struct sl_text postcode;
    const struct sl_home lived = sl_house_home(child->clerk->house, child->child, referral->day);
    sl_place_print_postcode(lived.postcode, &home);
    sl_place_print_postcode(placement->postcode, &postcode);
    add_day(line, placement->from);
    add(line, placement->reason_new);
    add(line, placement->legal);
    add(line, referral->need);
    add(line, placement->place);
    add(line, placement->provider);
    add_day(line, by_census(child, placement->until));
    add(line, ended ? placement->reason_ends : "");
    add(line, ended ? placement->change : "");
    sl_csv_write_field(line, sl_text_str(&home), false);
    sl_csv_write_field(line, sl_text_str(&postcode), false);
    sl_buf_add_byte(line, ',');
    sl_buf_add_u64(line, placement->unit);
    sl_buf_add_byte(line, '\n');
}

/* The placements of the year; gives how many there are. */
static unsigned write_episodes(const struct sl_case *child)
{
    const struct sl_care *care = &child->clerk->care;
    unsigned count = 0;
    for (unsigned i = 0; i < care->count; i++) {
        const struct sl_referral *referral = &care->referrals[i];
        if (referral->child != child->child || referral->council != child->council) {
            continue;
        }
        for (unsigned j = 0; j < referral->placement_count; j++) {
            if (in_year(child, &referral->placements[j])) {
                write_episode(child, referral, &referral->placements[j]);
                count++;
            }
        }
        for (unsigned j = 0; count > 0 && j < referral->care_review_count; j++) {
            const int32_t day = referral->care_reviews[j];
            if (day >= child->clerk->world->census_from && by_census(child, day) > 0) {
                struct sl_buf *line = begin_row(child, SL_FILE_REVIEWS);
                add_day(line, child->birth_day);
                add_day(line, day);
                add(line, day - child->birth_day < 4 * 366 ? "PN0" : "PN1");
                sl_buf_add_byte(line, '\n');
            }
        }
    }
    return count;
}

static void write_missing(const struct sl_case *child)
{
    const struct sl_care *care = &child->clerk->care;
    for (unsigned i = 0; i < care->absence_count; i++) {
        const struct sl_absence *absence = &care->absences[i];
        if (absence->child != child->child || !absence->from_care ||
            absence->from < child->clerk->world->census_from ||
            by_census(child, absence->from) == 0) {
            continue;
        }
        struct sl_buf *line = begin_row(child, SL_FILE_MISSING);
        add_day(line, child->birth_day);
        add(line, "M");
        add_day(line, absence->from);
        add_day(line, by_census(child, absence->until));
        sl_buf_add_byte(line, '\n');
    }
}

void sl_write_ssda903(const struct sl_case *child)
{
    if (write_episodes(child) == 0) {
        return;
    }
    write_missing(child);
    const struct sl_person *person = &child->clerk->house->household.people[child->child];
    const struct sl_text upn = sl_case_upn(child);
    struct sl_buf *line = begin_row(child, SL_FILE_HEADER);
    add(line, person->sex == 'F' ? "2" : "1");
    add_day(line, child->birth_day);
    add(line, sl_case_ethnicity(child));
    sl_csv_write_field(
        line, upn.len > 0 ? sl_text_str(&upn) : sl_str_from(sl_case_no_upn(child)), false
    );
    sl_buf_add(line, SL_STR(",,\n"));
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, SL_STR("child/"));
    sl_text_add(&key, sl_text_str(&child->id));
    const unsigned stream = sl_stream_of_council(child->council, SL_FILE_HEADER);
    sl_clerk_mention(child->clerk, stream, &key, child->child);
}
