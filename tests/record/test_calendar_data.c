/* SPDX-License-Identifier: Apache-2.0 */
#include "record/calendar_data.h"

#include "record/calendar.h"
#include "support/support.h"

/* Days that the rules below do not give: 2020, 2022 and 2023 by royal proclamation. */
static const struct sl_date proclaimed[] = {
    {2020,  5, 8 },
    { 2022, 6, 2 },
    { 2022, 6, 3 },
    { 2022, 9, 19},
    { 2023, 5, 8 },
};

/* Days that the rules give and that were moved to one of the above. */
static const struct sl_date moved[] = {
    {2020,  5, 4 },
    { 2022, 5, 30},
};

static bool is_in(const struct sl_date *dates, size_t count, int32_t day)
{
    for (size_t i = 0; i < count; i++) {
        if (sl_date_to_days(dates[i]) == day) {
            return true;
        }
    }
    return false;
}

/*
 * Easter Sunday. Source: the anonymous Gregorian algorithm, as in J. Meeus, "Astronomical
 * Algorithms", 2nd edition, 1998, chapter 8.
 */
static int32_t easter(int year)
{
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - b / 4 - g + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int sum = h + l - 7 * m + 114;
    const struct sl_date date = {
        .year = (int16_t)year,
        .month = (uint8_t)(sum / 31),
        .day = (uint8_t)(sum % 31 + 1),
    };
    return sl_date_to_days(date);
}

static unsigned weekday(int32_t day)
{
    return sl_date_weekday(sl_date_from_days(day));
}

static int32_t day_of(int year, int month, int day)
{
    const struct sl_date date = {
        .year = (int16_t)year,
        .month = (uint8_t)month,
        .day = (uint8_t)day,
    };
    return sl_date_to_days(date);
}

/* The first Monday on or after a day. */
static int32_t monday(int32_t day)
{
    while (weekday(day) != 0) {
        day++;
    }
    return day;
}

/* By the rules: fixed days, Easter, three Mondays, and substitutes for weekends. */
static bool is_holiday_by_rule(int32_t day)
{
    const int year = sl_date_from_days(day).year;
    const int32_t christmas = day_of(year, 12, 25);
    const unsigned christmas_weekday = weekday(christmas);
    const int32_t new_year = day_of(year, 1, 1);
    /* Saturday: Monday and Tuesday instead; Sunday: Monday is Boxing Day, Tuesday instead. */
    const bool weekend = christmas_weekday >= 5;
    const int32_t first = christmas_weekday == 5 ? christmas + 2 : christmas + (weekend ? 1 : 0);
    const int32_t second = christmas_weekday == 4 ? christmas + 3 : first + 1;
    return day == (weekday(new_year) >= 5 ? monday(new_year) : new_year) ||
           day == easter(year) - 2 || day == easter(year) + 1 ||
           day == monday(day_of(year, 5, 1)) || day == monday(day_of(year, 5, 25)) ||
           day == monday(day_of(year, 8, 25)) || day == first || day == second;
}

static void test_the_table_follows_the_rules(void **state)
{
    size_t at = 0;
    (void)state;
    for (int32_t day = day_of(SL_CALENDAR_FIRST_YEAR, 1, 1);
         day <= day_of(SL_CALENDAR_LAST_YEAR, 12, 31);
         day++) {
        const bool proclaimed_here =
            is_in(proclaimed, sizeof proclaimed / sizeof proclaimed[0], day);
        const bool moved_away = is_in(moved, sizeof moved / sizeof moved[0], day);
        if (!proclaimed_here && (moved_away || !is_holiday_by_rule(day))) {
            continue;
        }
        assert_true(at < sl_bank_holiday_count);
        SL_CHECK_I64(sl_date_to_days(sl_bank_holidays[at].date), day);
        assert_true(weekday(day) < 5);
        at++;
    }
    SL_CHECK_U64(at, sl_bank_holiday_count);
}

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sl_bank_holiday_count; i++) {
        assert_true(sl_date_valid(sl_bank_holidays[i].date));
        assert_true(sl_bank_holidays[i].name[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_follows_the_rules),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests_name("record/calendar_data", tests, NULL, NULL);
}
