/* SPDX-License-Identifier: Apache-2.0 */
#include "link/index.h"

#include "link/engine.h"
#include "link/shop.h"

static const uint32_t *row_at(const struct sl_index *index, uint32_t place)
{
    return sl_table_row(index->table, index->order[place]);
}

/* The fields of a row that are not missing, as bits. */
static uint32_t fields_of(const struct sl_table *table, const uint32_t *row)
{
    uint32_t fields = 0;
    for (unsigned field = 0; field < table->field_count; field++) {
        fields |= row[field] == SL_CODE_MISSING ? 0 : 1U << field;
    }
    return fields;
}

/* Every record stands at one place, and every place is of one part. */
static void check_order(const struct sl_index *index)
{
    const uint32_t count = index->table->record_count;
    const unsigned second = index->sort_fields[1];
    uint8_t *seen = sl_calloc((size_t)count + 1, 1);
    uint32_t end = 0;
    assert_non_null(seen);
    for (uint32_t place = 0; place < count; place++) {
        assert_true(index->order[place] < count);
        SL_CHECK_U64(seen[index->order[place]]++, 0);
        SL_CHECK_U64(
            index->second_codes[place],
            second == SL_FIELD_NONE ? SL_CODE_MISSING : row_at(index, place)[second]
        );
    }
    assert_true(index->part_count >= 1 && index->part_count <= SL_INDEX_PART_LIMIT);
    for (unsigned part = 0; part < index->part_count; part++) {
        SL_CHECK_U64(index->parts[part].first, end);
        assert_true(index->parts[part].end >= end);
        end = index->parts[part].end;
    }
    SL_CHECK_U64(end, count);
    sl_free(seen);
}

/* How two places sort by the sort fields: below 0, 0 or above. */
static int compare_places(const struct sl_index *index, uint32_t one, uint32_t two)
{
    int way = 0;
    for (unsigned which = 0; which < 2 && way == 0; which++) {
        const unsigned sort = index->sort_fields[which];
        if (sort != SL_FIELD_NONE) {
            way = (row_at(index, one)[sort] > row_at(index, two)[sort]) -
                  (row_at(index, one)[sort] < row_at(index, two)[sort]);
        }
    }
    return way;
}

static bool same_row(const struct sl_index *index, uint32_t one, uint32_t two)
{
    const size_t bytes = index->table->field_count * sizeof(uint32_t);
    return memcmp(row_at(index, one), row_at(index, two), bytes) == 0;
}

/* A place repeats the one before when their rows are equal; no other of its part is equal then. */
static void
check_repeat(const struct sl_index *index, const struct sl_index_part *part, uint32_t place)
{
    assert_int_equal(index->repeats[place], same_row(index, place - 1, place));
    if (index->repeats[place]) {
        assert_true(index->order[place - 1] < index->order[place]);
        return;
    }
    for (uint32_t at = place; at > part->first && compare_places(index, at - 1, place) == 0; at--) {
        assert_false(same_row(index, at - 1, place));
    }
}

/* What a part says about its records, and their order in it. */
static void check_part(const struct sl_index *index, const struct sl_index_part *part, bool across)
{
    const struct sl_table *table = index->table;
    const uint32_t all = table->field_count == 32 ? UINT32_MAX : (1U << table->field_count) - 1;
    uint32_t low = UINT32_MAX;
    uint32_t high = 0;
    uint32_t held = all;
    assert_true(part->end == part->first || !index->repeats[part->first]);
    for (uint32_t place = part->first; place < part->end; place++) {
        const uint32_t record = index->order[place];
        const uint32_t *row = row_at(index, place);
        low = record < low ? record : low;
        high = record > high ? record : high;
        held &= fields_of(table, row);
        if (place == part->first) {
            continue;
        }
        const uint32_t before = index->order[place - 1];
        const int way = compare_places(index, place - 1, place);
        assert_true(way <= 0);
        check_repeat(index, part, place);
        assert_true(!across || sl_table_file(table, before) == sl_table_file(table, record));
    }
    if (part->end > part->first) {
        SL_CHECK_U64(part->records.low, low);
        SL_CHECK_U64(part->records.end, high + 1);
        SL_CHECK_U64(part->held & all, held);
    }
}

/* Each list of a field holds exactly the places with its value, ascending, and their marks. */
static void
check_lists(const struct sl_index *index, const struct sl_index_part *part, unsigned field)
{
    const struct sl_table *table = index->table;
    const uint32_t values = sl_table_domain(table, field)->dictionary.count;
    const uint32_t *starts = part->starts[field];
    uint32_t *next = sl_calloc((size_t)values + 1, sizeof(*next));
    uint32_t present = 0;
    assert_non_null(next);
    for (uint32_t place = part->first; place < part->end; place++) {
        const uint32_t *row = row_at(index, place);
        const uint32_t code = row[field];
        if (code == SL_CODE_MISSING) {
            continue;
        }
        assert_non_null(starts);
        /* As places ascend here, those of the value listed so far are the lower ones. */
        const uint32_t at = starts[code] + next[code]++;
        assert_true(at < starts[code + 1]);
        SL_CHECK_U64(part->places[field][at], place);
        for (unsigned other = 0; other < table->field_count; other++) {
            const uint16_t mark = part->marks[field][(size_t)at * table->field_count + other];
            SL_CHECK_U64(mark, sl_mark(row[other], index->mark_scales[other]));
        }
        present++;
    }
    if (present == 0) {
        assert_null(starts);
        assert_null(part->places[field]);
        assert_null(part->marks[field]);
    }
    for (uint32_t code = 1; code <= values && present > 0; code++) {
        SL_CHECK_U64(starts[code + 1] - starts[code], next[code]);
    }
    assert_true(present == 0 || (starts[1] == 0 && starts[values + 1] == present));
    sl_free(next);
}

/* A long list once more, by the mark of the mate, then place: the same records, with their marks.
 */
static void check_mated_list(
    const struct sl_index *index, const struct sl_index_part *part, unsigned field, uint32_t code
)
{
    const struct sl_index_mated *mated = &part->mated[field];
    const size_t fields = index->table->field_count;
    const unsigned mate = index->mates[field];
    uint64_t sums[2] = { 0, 0 }; /* of places, in either order */
    for (size_t at = part->starts[field][code]; at < part->starts[field][code + 1]; at++) {
        const uint32_t place = mated->places[at];
        const uint16_t *marks = mated->marks + at * fields;
        SL_CHECK_U64(row_at(index, place)[field], code);
        for (unsigned other = 0; other < fields; other++) {
            const uint32_t value = row_at(index, place)[other];
            SL_CHECK_U64(marks[other], sl_mark(value, index->mark_scales[other]));
        }
        if (at > part->starts[field][code]) {
            const uint16_t before = marks[mate - fields];
            assert_true(
                before < marks[mate] ||
                (before == marks[mate] && mated->places[at - 1] < mated->places[at])
            );
        }
        sums[0] += place;
        sums[1] += part->places[field][at];
    }
    SL_CHECK_U64(sums[0], sums[1]);
}

/* Long lists of a field that has a mate. Gives how many there are. */
static size_t
check_mated(const struct sl_index *index, const struct sl_index_part *part, unsigned field)
{
    const struct sl_index_mated *mated = &part->mated[field];
    const uint32_t *starts = part->starts[field];
    size_t count = 0;
    if (index->mates[field] == SL_FIELD_NONE || starts == NULL) {
        assert_true(mated->places == NULL && mated->marks == NULL && mated->below == NULL);
        return 0;
    }
    const size_t values = sl_table_domain(index->table, field)->dictionary.count;
    const unsigned mate = index->mates[field];
    uint32_t below = 0;
    for (uint32_t mark = 0; mark < SL_MARK_COUNT; mark++) {
        SL_CHECK_U64(mated->below[mark], below);
        for (uint32_t at = 0; at < starts[values + 1]; at++) {
            const uint16_t *marks = part->marks[field] + (size_t)at * index->table->field_count;
            below += marks[mate] == mark ? 1 : 0;
        }
        mark = below < starts[values + 1] ? mark : SL_MARK_COUNT;
    }
    SL_CHECK_U64(mated->below[SL_MARK_COUNT], starts[values + 1]);
    for (uint32_t code = 1; code <= values; code++) {
        if (starts[code + 1] - starts[code] >= SL_NARROW_LEAST) {
            check_mated_list(index, part, field, code);
            count++;
        }
    }
    return count;
}

static void check_index(const struct sl_index *index, const struct sl_table *table, bool across)
{
    assert_ptr_equal(index->table, table);
    check_order(index);
    for (unsigned part = 0; part < index->part_count; part++) {
        check_part(index, &index->parts[part], across);
        for (unsigned field = 0; field < table->field_count; field++) {
            check_lists(index, &index->parts[part], field);
            (void)check_mated(index, &index->parts[part], field);
        }
    }
}

/* Two indexes of one table, the same in every byte. */
static void check_same(const struct sl_index *one, const struct sl_index *two)
{
    const struct sl_table *table = one->table;
    const size_t cell = sizeof(uint32_t);
    SL_CHECK_U64(one->sort_fields[0], two->sort_fields[0]);
    SL_CHECK_U64(one->sort_fields[1], two->sort_fields[1]);
    SL_CHECK_U64(one->part_count, two->part_count);
    engine_check_same(one->order, two->order, table->record_count * cell, "order");
    for (unsigned which = 0; which < one->part_count; which++) {
        const struct sl_index_part *left = &one->parts[which];
        const struct sl_index_part *right = &two->parts[which];
        SL_CHECK_U64(left->end, right->end);
        SL_CHECK_U64(left->held, right->held);
        SL_CHECK_U64(left->records.low, right->records.low);
        SL_CHECK_U64(left->records.end, right->records.end);
        for (unsigned field = 0; field < table->field_count; field++) {
            SL_CHECK_U64(left->starts[field] == NULL, right->starts[field] == NULL);
            if (left->starts[field] == NULL || right->starts[field] == NULL) {
                continue;
            }
            assert_non_null(right->places[field]);
            assert_non_null(right->marks[field]);
            const size_t values = sl_table_domain(table, field)->dictionary.count;
            const size_t count = left->starts[field][values + 1];
            const size_t marks = count * table->field_count * sizeof(uint16_t);
            const size_t starts = (values + 2) * cell;
            engine_check_same(left->starts[field], right->starts[field], starts, "starts");
            engine_check_same(left->places[field], right->places[field], count * cell, "places");
            engine_check_same(left->marks[field], right->marks[field], marks, "marks");
            SL_CHECK_U64(left->mated[field].below == NULL, right->mated[field].below == NULL);
        }
    }
}

/* Few records stay together: one part, or one of each file. */
static void test_each_record_is_listed_under_its_values(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        const struct fixture_people people = engine_people(data, 120);
        struct fixture fixture;
        struct fixture_table made;
        fixture_make_people(&fixture, &people);
        SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
        for (unsigned across = 0; across < 2; across++) {
            struct sl_index index;
            SL_CHECK_OK(sl_index_init(&index, &made.table, across == 1, 1, NULL), NULL);
            check_index(&index, &made.table, across == 1);
            SL_CHECK_U64(index.part_count, 1 + across);
            SL_CHECK_U64(
                index.parts[0].end,
                across == 1 ? made.table.source_count[0] : made.table.record_count
            );
            sl_index_finish(&index);
        }
        fixture_table_finish(&made);
        fixture_finish(&fixture);
    }
}

/* The table of a crowd alone. */
static void make_crowd(struct fixture_table *made, const struct crowd *crowd)
{
    struct fixture fixture;
    shop_stock(&fixture, crowd);
    SL_CHECK_OK(fixture_table_init(made, &fixture, 1, false, NULL), NULL);
    fixture_finish(&fixture);
}

/*
 * The parts behind the first ones, which take what is rare: all records of one have the same of
 * the fields that divide, and those with more of them come later. Gives how many hold a record.
 */
static unsigned check_patterns(const struct sl_index *index, uint32_t dividing, bool across)
{
    const unsigned files = across ? 2 : 1;
    unsigned filled = 0;
    unsigned last = 0;
    for (unsigned part = files; part < index->part_count; part++) {
        const struct sl_index_part *at = &index->parts[part];
        if (at->end == at->first) {
            continue;
        }
        const uint32_t fields = fields_of(index->table, row_at(index, at->first)) & dividing;
        for (uint32_t place = at->first; place < at->end; place++) {
            SL_CHECK_U64(fields_of(index->table, row_at(index, place)) & dividing, fields);
        }
        SL_CHECK_U64(at->held & dividing, fields);
        assert_true((unsigned)__builtin_popcount(fields) >= last);
        last = (unsigned)__builtin_popcount(fields);
        filled++;
    }
    return filled;
}

/* What is rare stands in front: no pattern there is much commoner than those with a part. */
static void check_rare(const struct sl_index *index, uint32_t dividing, bool across)
{
    uint32_t counts[1U << CROWD_COLUMNS] = { 0 };
    uint32_t parts[1U << CROWD_COLUMNS] = { 0 }; /* with a part of their own */
    const uint32_t front = index->parts[across ? 1 : 0].end;
    for (uint32_t place = 0; place < index->table->record_count; place++) {
        const uint32_t fields = fields_of(index->table, row_at(index, place)) & dividing;
        counts[fields] += place < front ? 1 : 0;
        parts[fields] += place < front ? 0 : 1;
    }
    assert_true(front > 0);
    for (uint32_t rare = 0; rare < 1U << CROWD_COLUMNS; rare++) {
        for (uint32_t common = 0; common < 1U << CROWD_COLUMNS; common++) {
            assert_true(parts[common] == 0 || counts[rare] < parts[common] + parts[common] / 4);
        }
        assert_true(counts[rare] == 0 || parts[rare] == 0);
    }
}

/* With records enough there are parts: the telephone, which too many miss, makes none. */
static void test_many_records_are_divided(void **state)
{
    const uint32_t dividing = ((1U << CROWD_COLUMNS) - 1) & ~(1U << CROWD_PHONE);
    struct crowd crowd = shop_crowd(CROWD_RECORDS);
    struct fixture_table made;
    (void)state;
    crowd.first_file = 5000;
    make_crowd(&made, &crowd);
    for (unsigned across = 0; across < 2; across++) {
        struct sl_index index;
        SL_CHECK_OK(sl_index_init(&index, &made.table, across == 1, 1, NULL), NULL);
        check_index(&index, &made.table, across == 1);
        SL_CHECK_U64(index.sort_fields[0], CROWD_DOB);
        SL_CHECK_U64(index.sort_fields[1], CROWD_POSTCODE);
        SL_CHECK_U64(index.part_count, (uint64_t)SL_INDEX_PATTERN_LIMIT * (1 + across));
        SL_CHECK_U64(
            check_patterns(&index, dividing, across == 1),
            (uint64_t)(SL_INDEX_PATTERN_LIMIT - 1) * (1 + across)
        );
        check_rare(&index, dividing, across == 1);
        /* The last ones have all that divides, and some of them a telephone. */
        const struct sl_index_part *last = &index.parts[index.part_count - 1];
        SL_CHECK_U64(last->held & ((1U << CROWD_COLUMNS) - 1), dividing);
        assert_non_null(last->starts[CROWD_PHONE]);
        sl_index_finish(&index);
    }
    fixture_table_finish(&made);
}

/* One record less than are looked at to learn the patterns: then there are none. */
static void test_patterns_need_many_records(void **state)
{
    struct crowd crowd = shop_crowd(16384);
    (void)state;
    crowd.without = (1U << CROWD_COLUMNS) - 1;
    crowd.without &= ~(1U << CROWD_GIVEN | 1U << CROWD_SEX);
    for (unsigned less = 0; less < 2; less++) {
        struct fixture_table made;
        struct sl_index index;
        crowd.record_count -= less;
        make_crowd(&made, &crowd);
        SL_CHECK_OK(sl_index_init(&index, &made.table, false, 1, NULL), NULL);
        check_index(&index, &made.table, false);
        /* Of two columns: both, and each one missing alone, as far as there is room for them. */
        const unsigned room = SL_INDEX_PATTERN_LIMIT - 1;
        SL_CHECK_U64(check_patterns(&index, 3, false), less == 1 ? 0 : room < 3 ? room : 3);
        SL_CHECK_U64(index.part_count == 1, less == 1);
        sl_index_finish(&index);
        fixture_table_finish(&made);
    }
}

/* Dates decide the order, then postcodes, then whatever comes first. */
static void test_sort_fields(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME,  SL_KIND_EMAIL, SL_KIND_POSTCODE,
                                          SL_KIND_POSTCODE, SL_KIND_DOB,   SL_KIND_DOB };
    static const unsigned expected[][2] = {
        {0,  SL_FIELD_NONE},
        { 0, 1            },
        { 2, 0            },
        { 2, 3            },
        { 4, 2            },
        { 4, 5            },
    };
    const char *const values[] = { "Clegg", NULL, "M1 1AA", "M1 1AB", "2011-05-06", NULL };
    (void)state;
    for (unsigned last = 0; last < 6; last++) {
        struct fixture fixture;
        struct fixture_table made;
        struct sl_index index;
        fixture_init(&fixture, kinds, last + 1);
        fixture_add(&fixture, 0, "only", values);
        SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
        SL_CHECK_OK(sl_index_init(&index, &made.table, false, 1, NULL), NULL);
        SL_CHECK_U64(index.sort_fields[0], expected[last][0]);
        SL_CHECK_U64(index.sort_fields[1], expected[last][1]);
        check_index(&index, &made.table, false);
        sl_index_finish(&index);
        fixture_table_finish(&made);
        fixture_finish(&fixture);
    }
}

static void test_threads_do_not_matter(void **state)
{
    struct crowd crowd = shop_crowd(CROWD_RECORDS);
    struct fixture_table made;
    struct sl_index one;
    (void)state;
    crowd.first_file = 11000;
    make_crowd(&made, &crowd);
    SL_CHECK_OK(sl_index_init(&one, &made.table, true, 1, NULL), NULL);
    for (unsigned threads = 2; threads <= 3; threads++) {
        struct sl_index more;
        SL_CHECK_OK(sl_index_init(&more, &made.table, true, threads, NULL), NULL);
        check_same(&more, &one);
        sl_index_finish(&more);
    }
    sl_index_finish(&one);
    fixture_table_finish(&made);
}

/* A mark tells a missing value from all others, and two values mostly from each other. */
static void test_marks(void **state)
{
    static const uint32_t counts[] = { 1, 2, SL_MARK_COUNT - 1, SL_MARK_COUNT, 50000, UINT32_MAX };
    (void)state;
    for (size_t at = 0; at < sizeof(counts) / sizeof(counts[0]); at++) {
        const uint64_t scale = sl_mark_scale(counts[at]);
        const uint32_t step = counts[at] / 60000 + 1;
        SL_CHECK_U64(sl_mark(SL_CODE_MISSING, scale), 0);
        SL_CHECK_U64(sl_mark(1, scale), 1);
        for (uint32_t code = 1; code <= counts[at] - step; code += step) {
            const uint16_t mark = sl_mark(code, scale);
            assert_true(mark > 0 && mark <= sl_mark(code + step, scale));
            assert_true(counts[at] >= SL_MARK_COUNT || mark == code);
        }
        SL_CHECK_U64(
            sl_mark(counts[at], scale), counts[at] < SL_MARK_COUNT ? counts[at] : SL_MARK_COUNT - 1
        );
    }
    (void)sl_mark_scale(0); /* of no values: nothing to mark */
}

/* A field that nobody has, and no records at all. */
static void test_nothing_to_list(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME, SL_KIND_POSTCODE };
    const char *const values[] = { "Clegg", NULL };
    struct fixture fixture;
    struct fixture_table made;
    struct sl_index index;
    (void)state;
    fixture_init(&fixture, kinds, 2);
    for (unsigned count = 0; count < 2; count++) {
        SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
        for (unsigned across = 0; across < 2; across++) {
            SL_CHECK_OK(sl_index_init(&index, &made.table, across == 1, 1, NULL), NULL);
            check_index(&index, &made.table, across == 1);
            sl_index_finish(&index);
        }
        fixture_table_finish(&made);
        fixture_add(&fixture, 0, "only", values);
    }
    fixture_finish(&fixture);
}

static enum sl_status make_index(void *context)
{
    struct sl_index index;
    const struct sl_table *table = context;
    SL_TRY(sl_index_init(&index, table, true, 1, NULL));
    sl_index_finish(&index);
    return SL_OK;
}

/* Also where records are divided: of two columns, to be quick. */
static void test_failing_allocations(void **state)
{
    const struct fixture_people people = engine_people(5, 10);
    struct crowd crowd = shop_crowd(16384);
    struct fixture fixture;
    struct fixture_table made;
    (void)state;
    fixture_make_people(&fixture, &people);
    SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
    const uint64_t few = 2 + 3 * (uint64_t)made.table.field_count;
    assert_true(sl_test_failing_allocations(make_index, &made.table) >= few);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
    crowd.first_file = 8000;
    crowd.without = (1U << CROWD_COLUMNS) - 1;
    crowd.without &= ~(1U << CROWD_SURNAME | 1U << CROWD_SEX);
    make_crowd(&made, &crowd);
    assert_true(sl_test_failing_allocations(make_index, &made.table) > 20);
    fixture_table_finish(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_record_is_listed_under_its_values),
        cmocka_unit_test(test_many_records_are_divided),
        cmocka_unit_test(test_patterns_need_many_records),
        cmocka_unit_test(test_sort_fields),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_nothing_to_list),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
