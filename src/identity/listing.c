/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/listing.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/number.h"
#include "identity/row_key.h"

#define ITEM_LIMIT  ((size_t)1 << 30)
#define LEAST_HEADS ((size_t)1024)

/* What a mention is found by. */
enum { BY_MENTION, BY_NAME, BY_HOME, BY_FAMILY, BY_NUMBER, BY_HOUSE };

static uint64_t mix(uint64_t kind, uint64_t one, uint64_t two, uint64_t three)
{
    return sl_hash_u64(sl_hash_u64(sl_hash_u64(kind ^ one << 8) ^ two) ^ three);
}

/*
 * A surname at a postcode and the numbers in the address, as roads are written in many ways; of a
 * house without a number its words. 0 where one of these is not said.
 */
static uint64_t house_of(const struct sl_str *values)
{
    const struct sl_str address = values[SL_MENTION_ADDRESS];
    const uint32_t postcode = sl_row_text_hash(values[SL_MENTION_POSTCODE]);
    const uint32_t surname = sl_row_text_hash(values[SL_MENTION_SURNAME]);
    const uint32_t words = sl_row_text_hash(address);
    uint64_t numbers = 0;
    bool is_within = false;

    for (size_t i = 0; i < address.len; i++) {
        const bool is_digit = address.ptr[i] >= '0' && address.ptr[i] <= '9';
        numbers = is_digit               ? sl_hash_u64(numbers ^ (uint64_t)address.ptr[i])
                  : numbers && is_within ? sl_hash_u64(numbers)
                                         : numbers;
        is_within = is_digit;
    }
    numbers = is_within ? sl_hash_u64(numbers) : numbers;
    return postcode == 0 || surname == 0 || words == 0
               ? 0
               : mix(BY_HOUSE, surname, postcode, numbers != 0 ? numbers : words) | 1;
}

/* A sex as one letter, of the ways in which it is written. */
static char sex_of(struct sl_str sex)
{
    const char first = sex.len == 0 ? '\0' : sex.ptr[0];

    return first == 'm' || first == 'M' ? 'm' : first == 'f' || first == 'F' ? 'f' : '\0';
}

/* The council that gave a number, which stands before it. */
static uint32_t council_of(struct sl_str child_id)
{
    return sl_row_text_hash(sl_str_part(child_id, 0, sl_str_find(child_id, SL_STR("/"))));
}

struct sl_listed
sl_listed_of(int64_t source, enum sl_listing_kind kind, const struct sl_mention_row *row)
{
    const struct sl_str *values = row->values;
    struct sl_listed listed = {
        .mention = row->mention,
        .source = (uint32_t)source,
        .kind = kind,
        .given = sl_row_text_hash(values[SL_MENTION_GIVEN_NAME]),
        .surname = sl_row_text_hash(values[SL_MENTION_SURNAME]),
        .postcode = sl_row_text_hash(values[SL_MENTION_POSTCODE]),
        .address = sl_row_text_hash(values[SL_MENTION_ADDRESS]),
        .phone = sl_row_text_hash(values[SL_MENTION_PHONE]),
        .numbers = {
            sl_row_text_hash(values[SL_MENTION_NHS_NUMBER]),
            sl_row_text_hash(values[SL_MENTION_UPN]),
            sl_row_text_hash(values[SL_MENTION_CHILD_ID]),
        },
        .council = council_of(values[SL_MENTION_CHILD_ID]),
        .house = house_of(values),
        .sex = sex_of(values[SL_MENTION_SEX]),
    };
    const struct sl_str child_id = values[SL_MENTION_CHILD_ID];
    int64_t birth = 0;

    listed.child_number = child_id.len == 0 ? 0 : sl_hash_str(child_id, 0) | 1;
    listed.is_bare = child_id.len > 0;
    for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        const bool is_month = field == SL_MENTION_BIRTH_DATE &&
                              sl_str_ends(values[field], SL_STR("00")); /* maybe an expected one */
        listed.is_bare =
            listed.is_bare && (field == SL_MENTION_CHILD_ID || is_month || values[field].len == 0);
    }
    if (sl_parse_i64(values[SL_MENTION_BIRTH_DATE], 0, 99991231, &birth, NULL) == SL_OK &&
        birth / 100 % 100 != 0) {
        listed.birth = birth % 100 == 0 ? 0 : (uint32_t)birth;
        listed.month = (uint32_t)(birth / 100);
    }
    return listed;
}

/* Dates that differ in the day, the month or the year alone, or have day and month exchanged. */
static bool are_near(uint32_t left, uint32_t right)
{
    const unsigned differ = (left / 10000 != right / 10000 ? 1u : 0u) +
                            (left / 100 % 100 != right / 100 % 100 ? 1u : 0u) +
                            (left % 100 != right % 100 ? 1u : 0u);

    return differ <= 1 || (left / 10000 == right / 10000 && left / 100 % 100 == right % 100 &&
                           right / 100 % 100 == left % 100);
}

static bool are_same(uint32_t left, uint32_t right)
{
    return left != 0 && left == right;
}

/*
 * Has a list given two different numbers, so that even one given name is two children's? NHS
 * numbers are; a council's own are where the surname differs, too: one child under two surnames
 * and two numbers is one whom somebody wants to be two, as after an adoption.
 */
static bool are_numbered_apart(const struct sl_listed *left, const struct sl_listed *right)
{
    const uint32_t *one = left->numbers;
    const uint32_t *two = right->numbers;

    return (one[0] != 0 && two[0] != 0 && one[0] != two[0]) ||
           (one[2] != 0 && two[2] != 0 && one[2] != two[2] && left->surname != right->surname);
}

/* Do given names leave it open that two of one list are one? */
static bool may_be_named_alike(const struct sl_listed *left, const struct sl_listed *right)
{
    const bool is_one_nameless = (left->given != 0) != (right->given != 0);

    return (left->kind == SL_LISTING_PATIENTS && is_one_nameless &&
            are_same(left->phone, right->phone)) ||
           (are_same(left->given, right->given) && !are_numbered_apart(left, right));
}

bool sl_listed_are_two(const struct sl_listed *left, const struct sl_listed *right)
{
    const bool is_family = are_same(left->surname, right->surname);
    const bool is_home = are_same(left->postcode, right->postcode) ||
                         are_same(left->address, right->address) ||
                         are_same(left->phone, right->phone);

    if (left->source != right->source || left->kind == SL_LISTING_REGISTER || left->birth == 0 ||
        right->birth == 0) {
        return false;
    }
    for (unsigned i = 0; i < 3; i++) {
        if (are_same(left->numbers[i], right->numbers[i])) {
            return false;
        }
    }
    if (may_be_named_alike(left, right)) {
        return false;
    }
    if (left->birth == right->birth) {
        return is_family || is_home;
    }
    return is_family && is_home && are_near(left->birth, right->birth);
}

static bool are_different(uint32_t left, uint32_t right)
{
    return left != 0 && right != 0 && left != right;
}

bool sl_listed_contradict(const struct sl_listed *left, const struct sl_listed *right)
{
    const bool is_numbered = are_same(left->numbers[0], right->numbers[0]) ||
                             are_same(left->numbers[1], right->numbers[1]);

    return are_different(left->numbers[0], right->numbers[0]) ||
           are_different(left->numbers[1], right->numbers[1]) ||
           (are_different(left->birth, right->birth) && !are_near(left->birth, right->birth)) ||
           (are_different(left->given, right->given) && !is_numbered);
}

/* The hashes by which a mention is found; 0 where it is not. */
static void keys_of(const struct sl_listed *listed, uint64_t keys[SL_LISTED_KEYS])
{
    const uint32_t home = listed->postcode != 0  ? listed->postcode
                          : listed->address != 0 ? listed->address
                                                 : listed->phone;

    keys[BY_MENTION] = mix(BY_MENTION, (uint64_t)listed->mention, 0, 0) | 1;
    keys[BY_NAME] = listed->birth == 0 || listed->surname == 0
                        ? 0
                        : mix(BY_NAME, listed->source, listed->birth, listed->surname) | 1;
    keys[BY_HOME] =
        listed->birth == 0 || home == 0 ? 0 : mix(BY_HOME, listed->source, listed->birth, home) | 1;
    keys[BY_FAMILY] = listed->birth == 0 || listed->surname == 0 || home == 0
                          ? 0
                          : mix(BY_FAMILY, listed->source, listed->surname, home) | 1;
    keys[BY_NUMBER] =
        listed->child_number == 0 ? 0 : mix(BY_NUMBER, listed->child_number, 0, 0) | 1;
    keys[BY_HOUSE] = listed->month == 0 ? 0 : listed->house;
}

static size_t head_of(const struct sl_listing *listing, uint64_t key)
{
    return (size_t)(key >> 8) & (listing->head_count - 1);
}

static void link_item(struct sl_listing *listing, size_t item)
{
    uint64_t keys[SL_LISTED_KEYS];

    keys_of(&listing->items[item], keys);
    for (unsigned i = 0; i < SL_LISTED_KEYS; i++) {
        uint32_t *head = &listing->heads[head_of(listing, keys[i])];
        if (keys[i] != 0) {
            listing->links[item * SL_LISTED_KEYS + i] = *head;
            *head = (uint32_t)(item * SL_LISTED_KEYS + i) + 1;
        }
    }
}

/* More heads when there are more items than heads. */
static enum sl_status grow_heads(struct sl_listing *listing, struct sl_error *err)
{
    if (listing->count < listing->head_count) {
        return SL_OK;
    }
    const size_t count = listing->head_count == 0 ? LEAST_HEADS : listing->head_count * 4;
    uint32_t *heads = sl_calloc(count, sizeof *heads);
    if (heads == NULL) {
        return sl_fail_memory(err);
    }
    sl_free(listing->heads);
    listing->heads = heads;
    listing->head_count = count;
    for (size_t i = 0; i < listing->count; i++) {
        if (listing->items[i].mention != 0) {
            link_item(listing, i);
        }
    }
    return SL_OK;
}

enum sl_status
sl_listing_add(struct sl_listing *listing, const struct sl_listed *listed, struct sl_error *err)
{
    const size_t count = listing->count + 1;

    if (count >= ITEM_LIMIT) {
        return sl_fail(err, SL_LIMIT, "there are too many mentions");
    }
    SL_TRY(sl_array_reserve(
        (void *)&listing->items, &listing->capacity, count, sizeof *listing->items, err
    ));
    SL_TRY(sl_array_reserve(
        (void *)&listing->links,
        &listing->link_capacity,
        count * SL_LISTED_KEYS,
        sizeof *listing->links,
        err
    ));
    SL_TRY(grow_heads(listing, err));
    listing->items[listing->count] = *listed;
    link_item(listing, listing->count);
    listing->count++;
    return SL_OK;
}

enum sl_status sl_listing_holds(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    struct sl_mention_hold hold = {
        .kind = SL_MENTION_APART,
        .reason = SL_HELD_LISTED,
        .left = listed->mention,
    };
    uint64_t keys[SL_LISTED_KEYS];

    keys_of(listed, keys);
    for (unsigned i = BY_NAME; i <= BY_FAMILY && listing->head_count > 0; i++) {
        uint32_t at = keys[i] == 0 ? 0 : listing->heads[head_of(listing, keys[i])];
        for (; at != 0; at = listing->links[at - 1]) {
            const struct sl_listed *other = &listing->items[(at - 1) / SL_LISTED_KEYS];
            if (other->mention != 0 && other->mention != listed->mention &&
                sl_listed_are_two(listed, other)) {
                hold.right = other->mention;
                SL_TRY(sl_mention_holds_add(holds, &hold, err));
            }
        }
    }
    return SL_OK;
}

/* Everybody who has a council's number; one more than the limit when there are too many. */
struct numbered {
    const struct sl_listed *items[SL_LISTED_NUMBER_LIMIT + 1];
    size_t count;
};

static struct numbered find_numbered(const struct sl_listing *listing, uint64_t child_number)
{
    const struct sl_listed sought = { .child_number = child_number };
    struct numbered found = { .count = 0 };
    uint64_t keys[SL_LISTED_KEYS];

    if (child_number == 0 || listing->head_count == 0) {
        return found;
    }
    keys_of(&sought, keys);
    uint32_t at = listing->heads[head_of(listing, keys[BY_NUMBER])];
    for (; at != 0 && found.count <= SL_LISTED_NUMBER_LIMIT; at = listing->links[at - 1]) {
        const struct sl_listed *item = &listing->items[(at - 1) / SL_LISTED_KEYS];
        if (item->mention != 0 && item->child_number == child_number) {
            found.items[found.count++] = item;
        }
    }
    return found;
}

/* Can all who have a number be one child? */
static bool may_be_one(const struct numbered *numbered)
{
    for (size_t i = 0; i < numbered->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (sl_listed_contradict(numbered->items[i], numbered->items[j])) {
                return false;
            }
        }
    }
    return numbered->count <= SL_LISTED_NUMBER_LIMIT;
}

enum sl_status sl_listing_number_holds(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    const struct numbered numbered = find_numbered(listing, listed->child_number);
    struct sl_mention_hold hold = {
        .kind = SL_MENTION_TOGETHER,
        .reason = SL_HELD_LISTED,
        .left = listed->mention,
    };

    if (!may_be_one(&numbered)) {
        return SL_OK;
    }
    for (size_t i = 0; i < numbered.count; i++) {
        if (listed->is_bare || numbered.items[i]->is_bare) {
            hold.right = numbered.items[i]->mention;
            SL_TRY(sl_mention_holds_add(holds, &hold, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_listing_all_numbers(
    const struct sl_listing *listing, struct sl_mention_holds *holds, struct sl_error *err
)
{
    for (size_t i = 0; i < listing->count; i++) {
        const struct sl_listed *item = &listing->items[i];
        if (item->mention != 0 && item->is_bare) {
            SL_TRY(sl_listing_number_holds(listing, item, holds, err));
        }
    }
    return SL_OK;
}

size_t
sl_listing_bare(const struct sl_listing *listing, uint64_t child_number, int64_t *ret_mentions)
{
    const struct numbered numbered = find_numbered(listing, child_number);
    size_t count = 0;

    for (size_t i = 0; i < numbered.count; i++) {
        if (numbered.items[i]->is_bare) {
            ret_mentions[count++] = numbered.items[i]->mention;
        }
    }
    return count;
}

const struct sl_listed *
sl_listing_next_at_house(const struct sl_listing *listing, uint64_t house, uint32_t *at)
{
    if (house == 0 || listing->head_count == 0) {
        return NULL;
    }
    *at = *at == 0 ? listing->heads[head_of(listing, house)] : listing->links[*at - 1];
    for (; *at != 0; *at = listing->links[*at - 1]) {
        const struct sl_listed *item = &listing->items[(*at - 1) / SL_LISTED_KEYS];
        if ((*at - 1) % SL_LISTED_KEYS == BY_HOUSE && item->mention != 0 && item->house == house) {
            return item;
        }
    }
    return NULL;
}

const struct sl_listed *sl_listing_find(const struct sl_listing *listing, int64_t mention)
{
    const struct sl_listed sought = { .mention = mention };
    uint64_t keys[SL_LISTED_KEYS];

    keys_of(&sought, keys);
    uint32_t at = listing->head_count == 0 ? 0 : listing->heads[head_of(listing, keys[BY_MENTION])];
    for (; at != 0; at = listing->links[at - 1]) {
        const struct sl_listed *item = &listing->items[(at - 1) / SL_LISTED_KEYS];
        if (item->mention == mention) {
            return item;
        }
    }
    return NULL;
}

void sl_listing_remove(struct sl_listing *listing, int64_t mention)
{
    const struct sl_listed *item = sl_listing_find(listing, mention);

    if (item != NULL) {
        listing->items[item - listing->items].mention = 0;
    }
}

void sl_listing_finish(struct sl_listing *listing)
{
    sl_free(listing->items);
    sl_free(listing->links);
    sl_free(listing->heads);
    *listing = (struct sl_listing){ 0 };
}
