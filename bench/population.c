/* SPDX-License-Identifier: Apache-2.0 */
#include "population.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/memory.h"
#include "shuffle.h"

/* The pool takes 80 MiB. */
#define POOL_LINES       ((uint64_t)1 << 18)
#define LINE_LIMIT_BYTES ((size_t)4096)

/* Everything that the making of a file passes around. */
struct maker {
    const struct sl_population_options *options;
    struct sl_names *names;
    struct sl_variants *variants;
    struct sl_recorder recorder;
    struct sl_shuffle *shuffle;
    struct sl_file_writer *out;    /* NULL when nothing is written */
    struct sl_file_writer *people; /* as out */
    struct sl_buf line;            /* a record without its id */
    struct sl_buf numbered;        /* the same with it */
    uint64_t next_id;
    struct sl_population_tally tally;
};

/* Kinds of error by the field that they are in; a field missing is told by its empty text. */
static const struct {
    enum sl_record_field field;
    enum sl_error_kind first;
    enum sl_error_kind last;
} FIELD_ERRORS[] = {
    {SL_FIELD_GIVEN,     SL_GIVEN_BABY,    SL_GIVEN_INITIAL},
    { SL_FIELD_SURNAME,  SL_SURNAME_OTHER, SL_SURNAME_CUT  },
    { SL_FIELD_GIVEN,    SL_NAMES_SWAPPED, SL_NAMES_SWAPPED},
    { SL_FIELD_BIRTH,    SL_BIRTH_SWAPPED, SL_BIRTH_DEFAULT},
    { SL_FIELD_SEX,      SL_SEX_WRONG,     SL_SEX_WRONG    },
    { SL_FIELD_POSTCODE, SL_POSTCODE_SLIP, SL_POSTCODE_SLIP},
    { SL_FIELD_ADDRESS,  SL_ADDRESS_SLIP,  SL_ADDRESS_SLIP },
    { SL_FIELD_PHONE,    SL_PHONE_OTHER,   SL_PHONE_SLIP   },
    { SL_FIELD_NHS,      SL_NHS_SLIP,      SL_NHS_SLIP     },
};

static const char *const FIELD_TEXTS[SL_FIELD_COUNT] = {
    [SL_FIELD_GIVEN] = "given_name",  [SL_FIELD_SURNAME] = "surname",
    [SL_FIELD_BIRTH] = "dob",         [SL_FIELD_SEX] = "sex",
    [SL_FIELD_POSTCODE] = "postcode", [SL_FIELD_ADDRESS] = "address",
    [SL_FIELD_PHONE] = "phone",       [SL_FIELD_NHS] = "nhs_number",
    [SL_FIELD_SOURCE] = "source",
};

static void put_numbered(void *context, struct sl_str line)
{
    struct maker *maker = context;
    if (maker->out == NULL) {
        return;
    }
    sl_buf_clear(&maker->numbered);
    sl_buf_add_u64(&maker->numbered, maker->next_id++);
    sl_buf_add_byte(&maker->numbered, ',');
    sl_buf_add(&maker->numbered, line);
    sl_buf_add_byte(&maker->numbered, '\n');
    sl_file_write(maker->out, sl_buf_str(&maker->numbered));
}

static void count_record(
    struct sl_population_tally *tally,
    const struct sl_person *person,
    const struct sl_record *record
)
{
    tally->records++;
    tally->communities[person->community]++;
    for (unsigned kind = 0; kind < SL_ERROR_KIND_COUNT; kind++) {
        tally->errors[kind] += record->errors >> kind & 1;
    }
    for (unsigned field = 0; field < SL_FIELD_COUNT; field++) {
        bool wrong = false;
        for (size_t i = 0; i < sizeof(FIELD_ERRORS) / sizeof(FIELD_ERRORS[0]); i++) {
            const uint64_t up_to = (UINT64_C(2) << FIELD_ERRORS[i].last) - 1;
            const uint64_t below = (UINT64_C(1) << FIELD_ERRORS[i].first) - 1;
            const uint64_t mask = FIELD_ERRORS[i].field == field ? up_to & ~below : 0;
            wrong = wrong || (record->errors & mask) != 0;
        }
        tally->wrong[field] += wrong;
        tally->missing[field] += record->fields[field].len == 0;
    }
}

static void add_record(
    struct maker *maker,
    const struct sl_household *household,
    const struct sl_person *person,
    const struct sl_record *record
)
{
    struct sl_buf *line = &maker->line;
    sl_buf_clear(line);
    if (maker->options->has_truth) {
        sl_buf_add_u64(line, person->number + 1);
        sl_buf_add_byte(line, ',');
        sl_buf_add_u64(line, household->number + 1);
    }
    if (maker->options->has_community) {
        const char *community = sl_community_text(person->community);
        sl_csv_write_field(line, sl_str_from(community), line->len == 0);
    }
    for (unsigned field = 0; field < SL_FIELD_COUNT; field++) {
        sl_csv_write_field(line, sl_text_str(&record->fields[field]), line->len == 0 && field == 0);
    }
    if (line->status == SL_OK) {
        sl_shuffle_add(maker->shuffle, sl_buf_str(line));
    }
    count_record(&maker->tally, person, record);
}

static void write_person(
    struct maker *maker, const struct sl_household *household, const struct sl_person *person
)
{
    static const char *const ROLES[] = { "mother", "father", "child" };
    if (maker->people == NULL) {
        return;
    }
    struct sl_buf *line = &maker->line;
    struct sl_text postcodes[2];
    struct sl_text addresses[2];
    for (unsigned i = 0; i < 2; i++) {
        sl_place_print_postcode(person->homes[i].postcode, &postcodes[i]);
        sl_place_print_address(person->homes[i], &addresses[i]);
    }
    sl_buf_clear(line);
    sl_buf_add_u64(line, person->number + 1);
    sl_buf_add_byte(line, ',');
    sl_buf_add_u64(line, household->number + 1);
    sl_csv_write_field(line, sl_str_from(sl_community_text(person->community)), false);
    sl_csv_write_field(line, sl_str_from(ROLES[person->role]), false);
    sl_csv_write_field(line, sl_text_str(&person->given), false);
    sl_csv_write_field(line, sl_text_str(&person->surname), false);
    sl_csv_write_field(line, sl_text_str(&person->other_surname), false);
    sl_buf_add_byte(line, ',');
    sl_date_print(person->birth, line);
    sl_csv_write_field(line, person->sex == 'F' ? SL_STR("F") : SL_STR("M"), false);
    sl_buf_add_byte(line, ',');
    if (person->twin != SL_NO_TWIN) {
        sl_buf_add_u64(line, household->people[person->twin].number + 1);
    }
    for (unsigned i = 0; i < (person->moved ? 2u : 1u); i++) {
        sl_csv_write_field(line, sl_text_str(&postcodes[i]), false);
        sl_csv_write_field(line, sl_text_str(&addresses[i]), false);
    }
    sl_buf_add(line, person->moved ? SL_STR("\n") : SL_STR(",,\n"));
    sl_file_write(maker->people, sl_buf_str(line));
}

static void add_person(struct maker *maker, const struct sl_household *household, unsigned index)
{
    const struct sl_person *person = &household->people[index];
    struct sl_record records[SL_RECORDS_LIMIT];
    unsigned count = sl_recorder_write(&maker->recorder, household, index, records);
    const uint64_t left = maker->options->record_count - maker->tally.records;
    count = count < left ? count : (unsigned)left;
    for (unsigned i = 0; i < count; i++) {
        add_record(maker, household, person, &records[i]);
    }
    maker->tally.persons++;
    maker->tally.pairs += (uint64_t)count * (count - 1) / 2;
    maker->tally.twins += person->twin != SL_NO_TWIN;
    write_person(maker, household, person);
}

static void make_all(struct maker *maker)
{
    const struct sl_people_plan plan = {
        .names = maker->names,
        .seed = maker->options->seed,
        .today = SL_POPULATION_TODAY,
    };
    struct sl_household household;
    uint64_t first_person = 0;
    for (uint64_t number = 0; maker->tally.records < maker->options->record_count; number++) {
        sl_household_make(&plan, number, first_person, &household);
        first_person += household.count;
        maker->tally.households++;
        for (unsigned i = 0; i < household.count; i++) {
            if (maker->tally.records < maker->options->record_count) {
                add_person(maker, &household, i);
            }
        }
    }
    sl_shuffle_flush(maker->shuffle);
}

static void write_headers(struct maker *maker)
{
    if (maker->people != NULL) {
        sl_file_write(
            maker->people,
            SL_STR("person,household,community,role,given_name,surname,other_surname,dob,sex,twin,"
                   "postcode,address,later_postcode,later_address\n")
        );
    }
    if (maker->out == NULL) {
        return;
    }
    sl_file_write(maker->out, SL_STR("id"));
    if (maker->options->has_truth) {
        sl_file_write(maker->out, SL_STR(",person,household"));
    }
    if (maker->options->has_community) {
        sl_file_write(maker->out, SL_STR(",community"));
    }
    for (unsigned field = 0; field < SL_FIELD_COUNT; field++) {
        sl_file_write(maker->out, SL_STR(","));
        sl_file_write(maker->out, sl_str_from(FIELD_TEXTS[field]));
    }
    sl_file_write(maker->out, SL_STR("\n"));
}

static enum sl_status open_maker(struct maker *maker, struct sl_error *err)
{
    const struct sl_population_options *options = maker->options;
    const uint64_t pool = options->record_count < POOL_LINES ? options->record_count : POOL_LINES;
    sl_buf_init(&maker->line, LINE_LIMIT_BYTES);
    sl_buf_init(&maker->numbered, LINE_LIMIT_BYTES);
    SL_TRY(sl_names_open(&maker->names, err));
    SL_TRY(sl_variants_open(&maker->variants, err));
    sl_recorder_init(&maker->recorder, maker->variants, options->seed, options->error_percent);
    SL_TRY(sl_shuffle_open((size_t)pool, options->seed, put_numbered, maker, &maker->shuffle, err));
    if (options->out_path != NULL) {
        SL_TRY(sl_file_create(options->out_path, &maker->out, err));
    }
    if (options->people_path != NULL) {
        SL_TRY(sl_file_create(options->people_path, &maker->people, err));
    }
    return SL_OK;
}

static void close_maker(struct maker *maker)
{
    sl_file_abandon(maker->out);
    sl_file_abandon(maker->people);
    sl_shuffle_close(maker->shuffle);
    sl_variants_close(maker->variants);
    sl_names_close(maker->names);
    sl_buf_finish(&maker->line);
    sl_buf_finish(&maker->numbered);
}

/* Commit a writer, which is gone then either way. */
static enum sl_status commit(struct sl_file_writer **writer, struct sl_error *err)
{
    struct sl_file_writer *taken = *writer;
    *writer = NULL;
    return taken == NULL ? SL_OK : sl_file_commit(taken, err);
}

static enum sl_status run_maker(struct maker *maker, struct sl_error *err)
{
    SL_TRY(open_maker(maker, err));
    write_headers(maker);
    make_all(maker);
    SL_TRY(sl_buf_status(&maker->line, err));
    SL_TRY(sl_buf_status(&maker->numbered, err));
    SL_TRY(commit(&maker->out, err));
    return commit(&maker->people, err);
}

enum sl_status sl_population_make(
    const struct sl_population_options *options,
    struct sl_population_tally *ret_tally,
    struct sl_error *err
)
{
    struct maker *maker = sl_calloc(1, sizeof(*maker));
    if (maker == NULL) {
        return sl_fail_memory(err);
    }
    maker->options = options;
    maker->next_id = 1;
    const enum sl_status status = run_maker(maker, err);
    if (status == SL_OK) {
        *ret_tally = maker->tally;
    }
    close_maker(maker);
    sl_free(maker);
    return status;
}

static double percent(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0.0 : 100.0 * (double)part / (double)whole;
}

void sl_population_describe(const struct sl_population_tally *tally, struct sl_buf *text)
{
    const uint64_t records = tally->records;
    sl_buf_addf(text, "records      %12llu\n", (unsigned long long)records);
    sl_buf_addf(text, "persons      %12llu\n", (unsigned long long)tally->persons);
    sl_buf_addf(text, "households   %12llu\n", (unsigned long long)tally->households);
    sl_buf_addf(text, "true pairs   %12llu\n", (unsigned long long)tally->pairs);
    sl_buf_addf(text, "twins        %12llu\n", (unsigned long long)tally->twins);
    sl_buf_addf(text, "\n%-12s %9s %9s\n", "field", "wrong %", "missing %");
    for (unsigned field = 0; field < SL_FIELD_SOURCE; field++) {
        const double wrong = percent(tally->wrong[field], records);
        const double missing = percent(tally->missing[field], records);
        sl_buf_addf(text, "%-12s %9.2f %9.2f\n", FIELD_TEXTS[field], wrong, missing);
    }
    sl_buf_addf(text, "\n%-60s %% of records\n", "what happened");
    for (unsigned kind = 0; kind < SL_ERROR_KIND_COUNT; kind++) {
        const char *what = sl_error_kind_text((enum sl_error_kind)kind);
        sl_buf_addf(text, "%-60s %12.2f\n", what, percent(tally->errors[kind], records));
    }
    sl_buf_addf(text, "\n%-12s %% of records\n", "community");
    for (unsigned i = 0; i < SL_COMMUNITY_COUNT; i++) {
        const char *community = sl_community_text((enum sl_name_community)i);
        sl_buf_addf(text, "%-12s %12.2f\n", community, percent(tally->communities[i], records));
    }
}
