/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_match.h"

#include <math.h>
#include <stdbool.h>

#include "record/nickname.h"

/* The years over which births are spread, and the days in one. */
#define BIRTH_YEARS 60.0
#define YEAR_DAYS   365.25
/* How many dates a slip away from one are there? */
#define BIRTH_SLIPS 40.0
/* Shorter words are too alike for slips to be told. */
#define SLIP_MIN 4
/* The same for identifiers and phones. */
#define NUMBER_SLIP_MIN 7
/* How many mentions share an identifier, a phone or a thing, roughly. */
#define SHARE_MENTIONS 4.0

struct sl_str sl_search_agreement_name(enum sl_search_agreement agreement)
{
    static const struct sl_str names[] = {
#define AGREEMENT_NAME(enumerator, name) { name, sizeof(name) - 1 },
        SL_SEARCH_AGREEMENT_TABLE(AGREEMENT_NAME)
#undef AGREEMENT_NAME
    };
    return names[agreement];
}

/*
 * Of a hundred searches for somebody, how many type it so? Our own estimates, of the size of the
 * rates that the linkage learns from agencies' records (src/link/README.md): one name in ten is
 * spelled in another way, one date in thirty has a slip.
 */
/* clang-format off */
static const double name_shares[SL_SEARCH_AGREEMENT_COUNT] = {
    [SL_SEARCH_SAME] = 0.80,     [SL_SEARCH_SOUND] = 0.07,  [SL_SEARCH_NICKNAME] = 0.05,
    [SL_SEARCH_BEGINS] = 0.02,   [SL_SEARCH_SLIP] = 0.03,   [SL_SEARCH_INITIAL] = 0.50,
    [SL_SEARCH_DIFFERENT] = 0.03,
};
static const double birth_shares[SL_SEARCH_AGREEMENT_COUNT] = {
    [SL_SEARCH_SAME] = 0.90,     [SL_SEARCH_IN_RANGE] = 0.95, [SL_SEARCH_SWAPPED] = 0.01,
    [SL_SEARCH_SLIP] = 0.04,     [SL_SEARCH_NEAR] = 0.03,     [SL_SEARCH_DIFFERENT] = 0.02,
};
static const double place_shares[SL_SEARCH_AGREEMENT_COUNT] = {
    [SL_SEARCH_SAME] = 0.75,     [SL_SEARCH_NEAR] = 0.10,     [SL_SEARCH_DIFFERENT] = 0.15,
};
static const double number_shares[SL_SEARCH_AGREEMENT_COUNT] = {
    [SL_SEARCH_SAME] = 0.90,     [SL_SEARCH_SLIP] = 0.03,     [SL_SEARCH_DIFFERENT] = 0.07,
};
/* clang-format on */

/* One postcode in so many people's; sizes of England: some 1.5 million units, 10,000 sectors. */
static double area_chance(const struct sl_search_reading *reading, enum sl_search_agreement how)
{
    static const double chances[] = {
        [SL_SEARCH_AREA_DISTRICT] = 1e-2,
        [SL_SEARCH_AREA_SECTOR] = 1.5e-3,
        [SL_SEARCH_AREA_UNIT] = 2e-5,
    };
    return how == SL_SEARCH_SAME ? chances[reading->last] : chances[SL_SEARCH_AREA_DISTRICT];
}

static double birth_chance(const struct sl_search_reading *reading, enum sl_search_agreement how)
{
    const double day = 1.0 / (BIRTH_YEARS * YEAR_DAYS);
    const int32_t first_month = reading->first / 10000 * 12 + reading->first / 100 % 100;
    const int32_t last_month = reading->last / 10000 * 12 + reading->last / 100 % 100;
    switch ((int)how) {
    case SL_SEARCH_SAME:
    case SL_SEARCH_SWAPPED:
        return day;
    case SL_SEARCH_SLIP:
        return BIRTH_SLIPS * day;
    case SL_SEARCH_IN_RANGE:
        if (reading->first == reading->last) {
            return 1.0 / BIRTH_YEARS; /* what is recorded is a year, or a month at best */
        }
        return fmax(day, (last_month - first_month + 1) / (12.0 * BIRTH_YEARS));
    default:
        return 3.0 / BIRTH_YEARS;
    }
}

/* Words that agree as well or better. */
static double name_chance(const struct sl_search_scale *scale, size_t part, unsigned how)
{
    double mentions = 0.5; /* a word that nobody has was not counted long enough */
    for (unsigned i = 0; i <= how; i++) {
        mentions += (double)scale->common[part].mentions[i];
    }
    if (how == SL_SEARCH_INITIAL) {
        return 1.0 / 12; /* the letters of the alphabet are not used alike */
    }
    return mentions / (double)(scale->mention_count + 1);
}

double sl_search_weight_bits(
    const struct sl_search_scale *scale,
    size_t part,
    enum sl_search_reads reads,
    enum sl_search_agreement agreement
)
{
    const struct sl_search_reading *reading =
        sl_search_part_find(&scale->query->parts[part], reads);
    const double *shares = number_shares;
    double chance = SHARE_MENTIONS / (double)(scale->mention_count + 1);

    if (reading == NULL || agreement == SL_SEARCH_NOT_RECORDED ||
        agreement == SL_SEARCH_NOT_LOOKED_FOR) {
        return 0;
    }
    if (reads == SL_SEARCH_READS_NAME || reads == SL_SEARCH_READS_INITIAL) {
        shares = name_shares;
        chance = name_chance(scale, part, agreement);
    } else if (reads == SL_SEARCH_READS_BIRTH) {
        shares = birth_shares;
        chance = birth_chance(reading, agreement);
    } else if (reads == SL_SEARCH_READS_POSTCODE) {
        shares = place_shares;
        chance = area_chance(reading, agreement);
    }
    if (agreement == SL_SEARCH_DIFFERENT) {
        return log2(shares[agreement]); /* nearly everybody else differs */
    }
    return log2(shares[agreement] / fmin(chance, 1.0));
}

bool sl_search_one_slip(struct sl_str left, struct sl_str right)
{
    size_t same = 0;
    if (left.len > right.len) {
        const struct sl_str swap = left;
        left = right;
        right = swap;
    }
    if (right.len - left.len > 1) {
        return false;
    }
    while (same < left.len && left.ptr[same] == right.ptr[same]) {
        same++;
    }
    const struct sl_str left_rest = sl_str_part(left, same, left.len);
    const struct sl_str right_rest = sl_str_part(right, same, right.len);
    if (right.len > left.len) {
        return sl_str_equal(left_rest, sl_str_part(right_rest, 1, right.len));
    }
    if (left_rest.len == 0) {
        return false; /* the same */
    }
    return sl_str_equal(
               sl_str_part(left_rest, 1, left.len), sl_str_part(right_rest, 1, right.len)
           ) ||
           (left_rest.len > 1 && left_rest.ptr[0] == right_rest.ptr[1] &&
            left_rest.ptr[1] == right_rest.ptr[0] &&
            sl_str_equal(sl_str_part(left_rest, 2, left.len), sl_str_part(right_rest, 2, right.len))
           );
}

enum sl_search_agreement sl_search_compare_name(
    const struct sl_search_reading *typed, struct sl_str text, struct sl_str sound, bool may_begin
)
{
    if (typed->reads == SL_SEARCH_READS_INITIAL) {
        return text.ptr[0] == typed->text.ptr[0] ? SL_SEARCH_INITIAL : SL_SEARCH_DIFFERENT;
    }
    if (sl_str_equal(typed->text, text)) {
        return SL_SEARCH_SAME;
    }
    if (sl_str_equal(typed->sound, sound)) {
        return SL_SEARCH_SOUND;
    }
    if (sl_nickname_related(typed->text, text)) {
        return SL_SEARCH_NICKNAME;
    }
    if (may_begin && sl_str_starts(text, typed->text)) {
        return SL_SEARCH_BEGINS;
    }
    if (typed->text.len >= SLIP_MIN && text.len >= SLIP_MIN &&
        sl_search_one_slip(typed->text, text)) {
        return SL_SEARCH_SLIP;
    }
    return SL_SEARCH_DIFFERENT;
}

static int32_t date_value(struct sl_str date)
{
    int32_t value = 0;
    for (size_t i = 0; i < date.len; i++) {
        value = value * 10 + (date.ptr[i] - '0');
    }
    return value;
}

/* One digit differs, or two neighbours are swapped. */
static bool is_date_slip(struct sl_str date, int32_t typed)
{
    char digits[8];
    for (size_t i = 8; i > 0; i--) {
        digits[i - 1] = (char)('0' + typed % 10);
        typed /= 10;
    }
    return sl_search_one_slip(date, (struct sl_str){ .ptr = digits, .len = 8 });
}

/* Where a part is not recorded, or not known by who asks, it may be any. */
static enum sl_search_agreement
compare_range(const struct sl_search_reading *typed, int32_t year, int32_t month, int32_t day)
{
    const int32_t first = year * 10000 + (month == 0 ? 1 : month) * 100 + (day == 0 ? 1 : day);
    const int32_t last = year * 10000 + (month == 0 ? 12 : month) * 100 + (day == 0 ? 31 : day);
    if (first <= typed->last && last >= typed->first) {
        return SL_SEARCH_IN_RANGE;
    }
    const bool is_near = first <= typed->last + 10000 && last >= typed->first - 10000;
    return is_near ? SL_SEARCH_NEAR : SL_SEARCH_DIFFERENT;
}

enum sl_search_agreement
sl_search_compare_birth(const struct sl_search_reading *typed, struct sl_str date)
{
    if (date.len != 8 || date.ptr[0] == 't') {
        return SL_SEARCH_NOT_RECORDED;
    }
    const int32_t value = date_value(date);
    const int32_t year = value / 10000;
    const int32_t month = value / 100 % 100;
    const int32_t day = value % 100;
    if (typed->first != typed->last || month == 0 || day == 0) {
        return compare_range(typed, year, month, day);
    }
    if (value == typed->first) {
        return SL_SEARCH_SAME;
    }
    if (year * 10000 + day * 100 + month == typed->first) {
        return SL_SEARCH_SWAPPED;
    }
    if (is_date_slip(date, typed->first)) {
        return SL_SEARCH_SLIP;
    }
    return year == typed->first / 10000 ? SL_SEARCH_NEAR : SL_SEARCH_DIFFERENT;
}

static enum sl_search_agreement
compare_postcode(const struct sl_search_reading *typed, struct sl_str code)
{
    const struct sl_str district = sl_str_part(typed->text, 0, (size_t)typed->first);
    /* A district is followed by the three characters of the rest, or by nothing. */
    const bool same_district =
        sl_str_starts(code, district) && (code.len == district.len || code.len == district.len + 3);

    if (sl_str_equal(code, typed->text)) {
        return SL_SEARCH_SAME;
    }
    if (typed->last == SL_SEARCH_AREA_DISTRICT && same_district) {
        return SL_SEARCH_SAME;
    }
    if (typed->last == SL_SEARCH_AREA_SECTOR && same_district && sl_str_starts(code, typed->text)) {
        return SL_SEARCH_SAME;
    }
    return same_district ? SL_SEARCH_NEAR : SL_SEARCH_DIFFERENT;
}

static enum sl_search_agreement
compare_number(const struct sl_search_reading *typed, struct sl_str number)
{
    if (sl_str_equal(typed->text, number)) {
        return SL_SEARCH_SAME;
    }
    return number.len >= NUMBER_SLIP_MIN && sl_search_one_slip(typed->text, number)
               ? SL_SEARCH_SLIP
               : SL_SEARCH_DIFFERENT;
}

/* A number of one kind does not contradict one of another; what kind was typed, its length says. */
static enum sl_search_agreement compare_identifier(
    const struct sl_search_reading *typed, struct sl_str number, enum sl_mention_field field
)
{
    const enum sl_search_agreement how = compare_number(typed, number);
    const bool is_one_kind = (field == SL_MENTION_NHS_NUMBER || field == SL_MENTION_UPN) &&
                             typed->text.len == number.len;
    return how == SL_SEARCH_DIFFERENT && !is_one_kind ? SL_SEARCH_NOT_RECORDED : how;
}

/* Can a value of this field agree with a reading of this kind? */
static bool can_agree(enum sl_search_reads reads, enum sl_mention_field field)
{
    switch ((int)reads) {
    case SL_SEARCH_READS_BIRTH:
        return field == SL_MENTION_BIRTH_DATE;
    case SL_SEARCH_READS_POSTCODE:
        return field == SL_MENTION_POSTCODE;
    case SL_SEARCH_READS_PHONE:
        return field == SL_MENTION_PHONE;
    case SL_SEARCH_READS_IDENTIFIER:
        return field == SL_MENTION_NHS_NUMBER || field == SL_MENTION_UPN ||
               field == SL_MENTION_CHILD_ID || field == SL_MENTION_FIELD_COUNT;
    default:
        return false;
    }
}

static enum sl_search_agreement
compare_seen(const struct sl_search_reading *typed, const struct sl_search_seen *seen)
{
    switch ((int)typed->reads) {
    case SL_SEARCH_READS_BIRTH:
        return sl_search_compare_birth(typed, seen->text);
    case SL_SEARCH_READS_POSTCODE:
        return compare_postcode(typed, seen->text);
    case SL_SEARCH_READS_IDENTIFIER:
        return compare_identifier(typed, seen->text, seen->field);
    default:
        return compare_number(typed, seen->text);
    }
}

/* Keep what fits better: of agreements the heavier, of the others the nearer. */
static void keep(struct sl_search_agrees *best, const struct sl_search_agrees *other)
{
    const bool agrees = other->agreement < SL_SEARCH_NOT_RECORDED;
    const bool has_agreed = best->agreement < SL_SEARCH_NOT_RECORDED;
    if (best->agreement == SL_SEARCH_NOT_LOOKED_FOR || (agrees && !has_agreed) ||
        (agrees == has_agreed && agrees && other->weight_bits > best->weight_bits) ||
        (!agrees && !has_agreed && other->agreement == SL_SEARCH_DIFFERENT &&
         best->agreement == SL_SEARCH_NOT_RECORDED)) {
        *best = *other;
    }
}

/* The best that any value but names has for a part. */
static void judge_seen(
    const struct sl_search_scale *scale,
    const struct sl_search_person *person,
    size_t part,
    unsigned linked,
    struct sl_search_agrees *best
)
{
    const struct sl_search_part *typed = &scale->query->parts[part];

    for (size_t r = 0; r < typed->reading_count; r++) {
        const struct sl_search_reading *reading = &typed->readings[r];
        struct sl_search_agrees agrees = { .agreement = SL_SEARCH_NOT_RECORDED,
                                           .reads = reading->reads,
                                           .field = SL_MENTION_FIELD_COUNT };
        if ((linked >> reading->reads & 1) != 0) {
            agrees.agreement = SL_SEARCH_SAME;
            agrees.is_linked = true;
            agrees.weight_bits =
                sl_search_weight_bits(scale, part, reading->reads, agrees.agreement);
        }
        if (reading->reads != SL_SEARCH_READS_NAME && reading->reads != SL_SEARCH_READS_INITIAL) {
            keep(best, &agrees);
        }
        for (size_t i = 0; i < person->seen_count; i++) {
            const struct sl_search_seen *seen = &person->seen[i];
            if (!can_agree(reading->reads, seen->field)) {
                continue;
            }
            agrees.is_linked = false;
            agrees.agreement = compare_seen(reading, seen);
            if (agrees.agreement == SL_SEARCH_NOT_RECORDED) {
                continue;
            }
            agrees.field = seen->field;
            agrees.raw = seen->raw;
            agrees.weight_bits =
                sl_search_weight_bits(scale, part, reading->reads, agrees.agreement);
            keep(best, &agrees);
        }
    }
}

/* Which reading of a part is of a name; NULL when none is. */
static const struct sl_search_reading *name_of(const struct sl_search_part *part)
{
    const struct sl_search_reading *name = sl_search_part_find(part, SL_SEARCH_READS_NAME);
    return name != NULL ? name : sl_search_part_find(part, SL_SEARCH_READS_INITIAL);
}

/* How a part agrees with a word of the person's names. */
static struct sl_search_agrees
judge_name(const struct sl_search_scale *scale, size_t part, const struct sl_search_name *name)
{
    const struct sl_search_part *typed = &scale->query->parts[part];
    const struct sl_search_reading *reading = name_of(typed);
    const bool may_begin = typed->may_go_on || scale->common[part].mentions[SL_SEARCH_SAME] == 0;
    struct sl_search_agrees agrees = { .reads = reading->reads,
                                       .field = name->field,
                                       .raw = name->raw };
    agrees.agreement = sl_search_compare_name(reading, name->text, name->sound, may_begin);
    agrees.weight_bits = sl_search_weight_bits(scale, part, reading->reads, agrees.agreement);
    return agrees;
}

/* A part with the word of the person's that agrees with it. */
struct pair {
    size_t part, name;
    struct sl_search_agrees agrees;
};

/* The heavier of a pair and the best that a part has among the words that are not used. */
static void find_pair(
    const struct sl_search_scale *scale,
    const struct sl_search_person *person,
    const bool *is_used,
    size_t part,
    struct pair *best
)
{
    for (size_t i = 0; i < person->name_count; i++) {
        if (is_used[i]) {
            continue;
        }
        const struct sl_search_agrees agrees = judge_name(scale, part, &person->names[i]);
        if (agrees.agreement < SL_SEARCH_NOT_RECORDED &&
            (best->agrees.agreement == SL_SEARCH_NOT_LOOKED_FOR ||
             agrees.weight_bits > best->agrees.weight_bits)) {
            *best = (struct pair){ .part = part, .name = i, .agrees = agrees };
        }
    }
}

/*
 * Give each part that is a name one word of the person's: the best pair first, and no word twice,
 * unless it stands among given names and among surnames.
 */
static void judge_names(
    const struct sl_search_scale *scale,
    const struct sl_search_person *person,
    struct sl_search_match *match
)
{
    bool is_used[SL_SEARCH_SEEN_LIMIT] = { false };

    for (;;) {
        struct pair best = { .agrees = { .agreement = SL_SEARCH_NOT_LOOKED_FOR } };
        for (size_t part = 0; part < scale->query->part_count; part++) {
            if (name_of(&scale->query->parts[part]) != NULL &&
                match->parts[part].agreement >= SL_SEARCH_NOT_RECORDED) {
                find_pair(scale, person, is_used, part, &best);
            }
        }
        if (best.agrees.agreement == SL_SEARCH_NOT_LOOKED_FOR) {
            return;
        }
        match->parts[best.part] = best.agrees;
        is_used[best.name] = true;
    }
}

void sl_search_judge(
    const struct sl_search_scale *scale,
    const struct sl_search_person *person,
    const struct sl_search_linked *linked,
    struct sl_search_match *ret_match
)
{
    ret_match->weight_bits = 0;
    for (size_t part = 0; part < scale->query->part_count; part++) {
        struct sl_search_agrees *agrees = &ret_match->parts[part];
        const struct sl_search_reading *name = name_of(&scale->query->parts[part]);
        *agrees = (struct sl_search_agrees){ .agreement = SL_SEARCH_NOT_LOOKED_FOR };
        if (name != NULL) {
            agrees->agreement =
                person->name_count > 0 ? SL_SEARCH_DIFFERENT : SL_SEARCH_NOT_RECORDED;
            agrees->reads = name->reads;
            agrees->weight_bits =
                sl_search_weight_bits(scale, part, name->reads, agrees->agreement);
        }
        judge_seen(scale, person, part, linked->reads[part], agrees);
    }
    judge_names(scale, person, ret_match);
    for (size_t part = 0; part < scale->query->part_count; part++) {
        ret_match->weight_bits += ret_match->parts[part].weight_bits;
    }
}
