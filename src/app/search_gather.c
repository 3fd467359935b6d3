/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_gather.h"

#include "app/search_hidden.h"
#include "app/search_thing.h"
#include "base/date.h"
#include "search/search_age.h"
#include "search/search_key.h"
#include "store/search_key.h"

/* Days of birth that are looked up one by one: of a month, or of an age in weeks. */
#define DAY_LIMIT   62
#define MONTH_LIMIT 2
/* Years of birth that are looked up: an age has two. */
#define YEAR_LIMIT 3
/* Words that fewer mentions have are looked up alone, besides what else is known. */
#define RARE_LIMIT 2000
/* The digits of a date, and the text of a year. */
#define DATE_LEN 8
#define YEAR_LEN 4

/* What a list says of its mentions. */
struct said {
    uint8_t claims[2];
    size_t count;
};

uint8_t sl_search_claim(
    struct sl_search *search,
    size_t part,
    enum sl_search_reads reads,
    enum sl_search_agreement agreement
)
{
    return sl_search_tally_claim(
        &search->tally,
        (struct sl_search_claim){
            .part = part,
            .agreement = agreement,
            .weight_bits = sl_search_weight_bits(&search->scale, part, reads, agreement),
        }
    );
}

static struct said say_name(struct sl_search *search, size_t part, enum sl_search_agreement how)
{
    return (struct said){ .claims = { sl_search_claim(search, part, SL_SEARCH_READS_NAME, how) },
                          .count = 1 };
}

static struct said say_both(struct said said, uint8_t claim)
{
    said.claims[said.count++] = claim;
    return said;
}

/* Read a list to its end, or as far as lists are read. */
static enum sl_status
read_list(struct sl_search *search, int64_t key, struct said said, struct sl_error *err)
{
    struct sl_search_mentions mentions = { .after = 0 };
    size_t count = 0;

    do {
        if (count >= SL_SEARCH_LIST_LIMIT || search->read_count >= SL_SEARCH_READ_LIMIT) {
            search->is_cut = true;
            return SL_OK;
        }
        SL_TRY(sl_store_search_key_mentions(search->store, key, &mentions, err));
        for (size_t i = 0; i < mentions.count; i++) {
            const int64_t mention = mentions.items[i];
            if (sl_search_hides_mention(search->wanted->hidden, key, mention)) {
                continue;
            }
            SL_TRY(sl_search_tally_add(&search->tally, mention, said.claims, said.count, err));
            count++;
            search->read_count++;
        }
    } while (mentions.count == SL_SEARCH_MENTIONS_AT_ONCE);
    return SL_OK;
}

/* Begin lists that together hold all who agree in something; say whether they were read whole. */
static bool begin_group(struct sl_search *search)
{
    const bool was_cut = search->is_cut;
    search->is_cut = false;
    return was_cut;
}

static void end_group(struct sl_search *search, bool was_cut)
{
    search->is_complete = search->is_complete || !search->is_cut;
    search->is_cut = search->is_cut || was_cut;
}

/* Numbers that one person has, and things that lead to people. */
static enum sl_status gather_numbers(struct sl_search *search, size_t part, struct sl_error *err)
{
    const struct sl_search_part *typed = &search->query.parts[part];

    for (size_t i = 0; i < typed->reading_count; i++) {
        const struct sl_search_reading *reading = &typed->readings[i];
        const bool is_phone = reading->reads == SL_SEARCH_READS_PHONE;
        if (is_phone || reading->reads == SL_SEARCH_READS_IDENTIFIER) {
            const bool was_cut = begin_group(search);
            const struct said said = {
                .claims = { sl_search_claim(search, part, reading->reads, SL_SEARCH_SAME) },
                .count = 1
            };
            SL_TRY(read_list(
                search,
                sl_search_key(
                    is_phone ? SL_SEARCH_PHONE : SL_SEARCH_IDENTIFIER, reading->text, SL_STR("")
                ),
                said,
                err
            ));
            end_group(search, was_cut);
        }
        SL_TRY(sl_search_follow(search, part, reading, err));
    }
    return SL_OK;
}

static struct sl_str print_number(int32_t value, char *text, size_t len)
{
    for (size_t i = len; i > 0; i--) {
        text[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return (struct sl_str){ .ptr = text, .len = len };
}

static enum sl_status read_day(
    struct sl_search *search,
    size_t part,
    int32_t day,
    enum sl_search_agreement how,
    struct sl_error *err
)
{
    char text[DATE_LEN];
    const struct said said = {
        .claims = { sl_search_claim(search, part, SL_SEARCH_READS_BIRTH, how) }, .count = 1
    };
    return read_list(
        search,
        sl_search_key(SL_SEARCH_BIRTH, print_number(day, text, DATE_LEN), SL_STR("")),
        said,
        err
    );
}

/* The day a number stands for; false when the calendar has no such day. */
static bool to_days(int32_t number, int32_t *ret_days)
{
    const struct sl_date date = { .year = (int16_t)(number / 10000),
                                  .month = (uint8_t)(number / 100 % 100),
                                  .day = (uint8_t)(number % 100) };
    if (!sl_date_valid(date)) {
        return false;
    }
    *ret_days = sl_date_to_days(date);
    return true;
}

/* How many months a range has days of. */
static int32_t month_count(const struct sl_search_reading *birth)
{
    const int32_t first = birth->first / 10000 * 12 + birth->first / 100 % 100;
    const int32_t last = birth->last / 10000 * 12 + birth->last / 100 % 100;
    return last - first + 1;
}

bool sl_search_births_are_listed(const struct sl_search_reading *birth)
{
    return month_count(birth) <= MONTH_LIMIT;
}

/* Dates of birth: the one typed and with day and month swapped, or each one of a short range. */
static enum sl_status gather_birth(struct sl_search *search, size_t part, struct sl_error *err)
{
    const struct sl_search_reading *birth =
        sl_search_part_find(&search->query.parts[part], SL_SEARCH_READS_BIRTH);
    int32_t first = 0;

    if (birth == NULL || !sl_search_births_are_listed(birth) || !to_days(birth->first, &first)) {
        return SL_OK;
    }
    const bool was_cut = begin_group(search);
    if (birth->first == birth->last) {
        const int32_t swapped =
            birth->first / 10000 * 10000 + birth->first % 100 * 100 + birth->first / 100 % 100;
        SL_TRY(read_day(search, part, birth->first, SL_SEARCH_SAME, err));
        if (swapped != birth->first) {
            SL_TRY(read_day(search, part, swapped, SL_SEARCH_SWAPPED, err));
        }
        end_group(search, was_cut);
        return SL_OK;
    }
    int32_t day = first;
    while (day < first + DAY_LIMIT && sl_search_day_number(day) <= birth->last) {
        SL_TRY(read_day(search, part, sl_search_day_number(day++), SL_SEARCH_IN_RANGE, err));
    }
    search->is_cut = search->is_cut || sl_search_day_number(day) <= birth->last;
    end_group(search, was_cut);
    return SL_OK;
}

/* Dates that have one wrong digit in their year, for names that are too common to be read whole. */
static enum sl_status
gather_birth_years(struct sl_search *search, size_t part, struct sl_error *err)
{
    static const int32_t units[] = { 10000, 100000 };
    const struct sl_search_reading *birth =
        sl_search_part_find(&search->query.parts[part], SL_SEARCH_READS_BIRTH);

    if (birth == NULL || birth->first != birth->last) {
        return SL_OK;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const int32_t digit = birth->first / units[i] % 10;
        for (int32_t other = 0; other < 10; other++) {
            const int32_t day = birth->first + (other - digit) * units[i];
            if (other != digit && day <= sl_search_day_number(search->wanted->today)) {
                SL_TRY(read_day(search, part, day, SL_SEARCH_SLIP, err));
            }
        }
    }
    return SL_OK;
}

static bool is_close(const struct sl_search_sound *sound)
{
    return sound->agreement <= SL_SEARCH_NICKNAME;
}

/* Two words of a name: a word that is far from what was typed only beside one that sounds so. */
static enum sl_status
gather_pair(struct sl_search *search, size_t left, size_t right, struct sl_error *err)
{
    const struct sl_search_sounds *lefts = &search->sounds[left];
    const struct sl_search_sounds *rights = &search->sounds[right];
    const bool was_cut = begin_group(search);

    for (size_t i = 0; i < lefts->count; i++) {
        for (size_t k = 0; k < rights->count; k++) {
            const struct sl_search_sound *one = &lefts->items[i];
            const struct sl_search_sound *other = &rights->items[k];
            if (!(is_close(one) && is_close(other)) && one->agreement != SL_SEARCH_SOUND &&
                other->agreement != SL_SEARCH_SOUND) {
                continue;
            }
            const struct said said = say_both(
                say_name(search, left, one->agreement),
                sl_search_claim(search, right, SL_SEARCH_READS_NAME, other->agreement)
            );
            SL_TRY(read_list(
                search, sl_search_key(SL_SEARCH_PAIR, one->sound, other->sound), said, err
            ));
        }
    }
    end_group(search, was_cut);
    return SL_OK;
}

/* A word of a name with something that is written as a text: a year, a district. */
static enum sl_status gather_word_with(
    struct sl_search *search,
    size_t part,
    enum sl_search_key_kind kind,
    struct sl_str with,
    uint8_t claim,
    struct sl_error *err
)
{
    const struct sl_search_sounds *sounds = &search->sounds[part];
    for (size_t i = 0; i < sounds->count; i++) {
        const struct said said =
            say_both(say_name(search, part, sounds->items[i].agreement), claim);
        SL_TRY(read_list(search, sl_search_key(kind, sounds->items[i].sound, with), said, err));
    }
    return SL_OK;
}

/* The agreement that somebody born in a year of the range is said to have until they are judged. */
static enum sl_search_agreement year_agreement(const struct sl_search_reading *birth)
{
    return birth->first == birth->last ? SL_SEARCH_NEAR : SL_SEARCH_IN_RANGE;
}

static size_t year_count(const struct sl_search_reading *birth)
{
    return (size_t)(birth->last / 10000 - birth->first / 10000) + 1;
}

/* The words of names with the years of birth. */
static enum sl_status
gather_word_years(struct sl_search *search, size_t birth_part, struct sl_error *err)
{
    const struct sl_search_reading *birth =
        sl_search_part_find(&search->query.parts[birth_part], SL_SEARCH_READS_BIRTH);

    if (birth == NULL || year_count(birth) > YEAR_LIMIT) {
        return SL_OK;
    }
    const uint8_t claim =
        sl_search_claim(search, birth_part, SL_SEARCH_READS_BIRTH, year_agreement(birth));
    for (size_t part = 0; part < search->query.part_count; part++) {
        if (search->sounds[part].count == 0) {
            continue;
        }
        const bool was_cut = begin_group(search);
        for (int32_t year = birth->first / 10000; year <= birth->last / 10000; year++) {
            char text[YEAR_LEN];
            SL_TRY(gather_word_with(
                search, part, SL_SEARCH_WORD_YEAR, print_number(year, text, YEAR_LEN), claim, err
            ));
        }
        end_group(search, was_cut);
    }
    return SL_OK;
}

static struct sl_str district_of(const struct sl_search_reading *postcode)
{
    return sl_str_part(postcode->text, 0, (size_t)postcode->first);
}

/* Postcodes: the unit or sector, and the words of names with the district. */
static enum sl_status
gather_postcode(struct sl_search *search, size_t place_part, struct sl_error *err)
{
    const struct sl_search_reading *postcode =
        sl_search_part_find(&search->query.parts[place_part], SL_SEARCH_READS_POSTCODE);

    if (postcode == NULL) {
        return SL_OK;
    }
    const bool is_district = postcode->last == SL_SEARCH_AREA_DISTRICT;
    const uint8_t same =
        sl_search_claim(search, place_part, SL_SEARCH_READS_POSTCODE, SL_SEARCH_SAME);
    const uint8_t near =
        sl_search_claim(search, place_part, SL_SEARCH_READS_POSTCODE, SL_SEARCH_NEAR);
    if (!is_district) {
        const bool was_cut = begin_group(search);
        const enum sl_search_key_kind kind =
            postcode->last == SL_SEARCH_AREA_UNIT ? SL_SEARCH_UNIT : SL_SEARCH_SECTOR;
        const struct said said = { .claims = { same }, .count = 1 };
        SL_TRY(read_list(search, sl_search_key(kind, postcode->text, SL_STR("")), said, err));
        end_group(search, was_cut);
    }
    for (size_t part = 0; part < search->query.part_count; part++) {
        if (search->sounds[part].count > 0) {
            const bool was_cut = begin_group(search);
            SL_TRY(gather_word_with(
                search,
                part,
                SL_SEARCH_WORD_DISTRICT,
                district_of(postcode),
                is_district ? same : near,
                err
            ));
            end_group(search, was_cut);
        }
    }
    return SL_OK;
}

/* A district without a name: with the years of birth, or sector by sector. */
static enum sl_status gather_district(
    struct sl_search *search, size_t place_part, size_t birth_part, struct sl_error *err
)
{
    const struct sl_search_reading *postcode =
        sl_search_part_find(&search->query.parts[place_part], SL_SEARCH_READS_POSTCODE);
    const struct sl_search_reading *birth =
        birth_part == SL_SEARCH_PART_LIMIT
            ? NULL
            : sl_search_part_find(&search->query.parts[birth_part], SL_SEARCH_READS_BIRTH);
    const bool is_district = postcode->last == SL_SEARCH_AREA_DISTRICT;
    struct said said = { .claims = { sl_search_claim(
                             search,
                             place_part,
                             SL_SEARCH_READS_POSTCODE,
                             is_district ? SL_SEARCH_SAME : SL_SEARCH_NEAR
                         ) },
                         .count = 1 };
    char text[YEAR_LEN + DATE_LEN];

    if (birth != NULL && year_count(birth) <= YEAR_LIMIT) {
        said = say_both(
            said, sl_search_claim(search, birth_part, SL_SEARCH_READS_BIRTH, year_agreement(birth))
        );
        for (int32_t year = birth->first / 10000; year <= birth->last / 10000; year++) {
            const struct sl_str year_text = print_number(year, text, YEAR_LEN);
            SL_TRY(read_list(
                search,
                sl_search_key(SL_SEARCH_YEAR_DISTRICT, year_text, district_of(postcode)),
                said,
                err
            ));
        }
        return SL_OK;
    }
    const struct sl_str district = district_of(postcode);
    for (char digit = '0'; is_district && digit <= '9'; digit++) {
        for (size_t i = 0; i < district.len && i < sizeof text - 1; i++) {
            text[i] = district.ptr[i];
        }
        text[district.len] = digit;
        const struct sl_str sector = { .ptr = text, .len = district.len + 1 };
        SL_TRY(read_list(search, sl_search_key(SL_SEARCH_SECTOR, sector, SL_STR("")), said, err));
    }
    return SL_OK;
}

/* Words of names alone: rare ones, and all where nothing else is known. */
static enum sl_status
gather_word(struct sl_search *search, size_t part, bool is_alone, struct sl_error *err)
{
    const struct sl_search_sounds *sounds = &search->sounds[part];
    const int64_t *mentions = search->common[part].mentions;
    const bool is_rare =
        mentions[SL_SEARCH_SAME] + mentions[SL_SEARCH_SOUND] + mentions[SL_SEARCH_NICKNAME] <=
        RARE_LIMIT;
    const bool was_cut = begin_group(search);

    for (size_t i = 0; i < sounds->count; i++) {
        if (is_alone || (is_rare && is_close(&sounds->items[i]))) {
            SL_TRY(read_list(
                search,
                sl_search_key(SL_SEARCH_WORD, sounds->items[i].sound, SL_STR("")),
                say_name(search, part, sounds->items[i].agreement),
                err
            ));
        }
    }
    if (is_alone) {
        end_group(search, was_cut);
    } else {
        search->is_cut = search->is_cut || was_cut;
    }
    return SL_OK;
}

/* Which parts are what: the number of words of names, and the first birth and place. */
struct kinds {
    size_t name_count, birth_part, place_part, other_count;
};

static struct kinds count_kinds(const struct sl_search *search)
{
    struct kinds kinds = { .birth_part = SL_SEARCH_PART_LIMIT, .place_part = SL_SEARCH_PART_LIMIT };
    for (size_t i = search->query.part_count; i > 0; i--) {
        const struct sl_search_part *part = &search->query.parts[i - 1];
        const bool is_birth = sl_search_part_find(part, SL_SEARCH_READS_BIRTH) != NULL;
        const bool is_place = sl_search_part_find(part, SL_SEARCH_READS_POSTCODE) != NULL;
        const bool is_name = sl_search_part_find(part, SL_SEARCH_READS_NAME) != NULL;
        kinds.birth_part = is_birth ? i - 1 : kinds.birth_part;
        kinds.place_part = is_place ? i - 1 : kinds.place_part;
        kinds.name_count += is_name;
        kinds.other_count += part->reading_count > 0 && !is_birth && !is_place && !is_name;
    }
    return kinds;
}

/* The words of names, each two of them and alone. */
static enum sl_status
gather_names(struct sl_search *search, const struct kinds *kinds, struct sl_error *err)
{
    const bool is_alone = kinds->name_count == 1 && kinds->birth_part == SL_SEARCH_PART_LIMIT &&
                          kinds->place_part == SL_SEARCH_PART_LIMIT && kinds->other_count == 0;

    for (size_t i = 0; i < search->query.part_count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (search->sounds[i].count > 0 && search->sounds[k].count > 0) {
                SL_TRY(gather_pair(search, k, i, err));
            }
        }
    }
    for (size_t i = 0; i < search->query.part_count; i++) {
        if (search->sounds[i].count > 0) {
            SL_TRY(gather_word(search, i, is_alone, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_search_gather(struct sl_search *search, struct sl_error *err)
{
    const struct kinds kinds = count_kinds(search);

    for (size_t i = 0; i < search->query.part_count; i++) {
        SL_TRY(gather_numbers(search, i, err));
    }
    for (size_t i = 0; i < search->query.part_count; i++) {
        SL_TRY(gather_birth(search, i, err));
    }
    for (size_t i = 0; i < search->query.part_count; i++) {
        SL_TRY(gather_word_years(search, i, err));
        SL_TRY(gather_postcode(search, i, err));
    }
    SL_TRY(gather_names(search, &kinds, err));
    if (kinds.name_count == 0 && kinds.place_part != SL_SEARCH_PART_LIMIT) {
        const bool was_cut = begin_group(search);
        SL_TRY(gather_district(search, kinds.place_part, kinds.birth_part, err));
        end_group(search, was_cut);
    }
    if (search->is_cut && kinds.name_count > 0 && kinds.birth_part != SL_SEARCH_PART_LIMIT) {
        SL_TRY(gather_birth_years(search, kinds.birth_part, err));
    }
    return SL_OK;
}
