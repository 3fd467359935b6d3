/* SPDX-License-Identifier: Apache-2.0 */
#include "link/community.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/threads.h"

/* Below this, values are too rare for classes to mean anything. */
#define RECORDS_LEAST 5000u
/* The classes are learned from about this many records. */
#define SAMPLE_RECORDS 100000u
#define ROUNDS         20u
/* How many records a value's usual shares count for against its own. */
#define USUAL_RECORDS 4.0
/* Records that are looked at in one go before they are counted, and in one task. */
#define CHUNK_RECORDS    65536u
#define RECORDS_PER_TASK 2048u
#define VALUES_PER_TASK  4096u
/* Records ahead whose lifts are fetched. */
#define FETCH_AHEAD 8u

bool sl_community_uses(const struct sl_schema *schema, unsigned field)
{
    const enum sl_kind kind = schema->fields[field].kind;
    return kind == SL_KIND_GIVEN_NAME || kind == SL_KIND_SURNAME || kind == SL_KIND_TOWN ||
           kind == SL_KIND_CATEGORY;
}

void sl_community_finish(struct sl_community *community)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(community->lifts[field]);
    }
    sl_free(community->classes);
    *community = (struct sl_community){ 0 };
}

/*
 * The records of a round are looked at in parallel; then each field is counted by one thread, in
 * the order of the records, so that sums do not depend on threads. Values that no record of the
 * round holds keep lifts of 1.
 */
struct learning {
    struct sl_community *community;
    const struct sl_table *table;
    uint64_t seed;
    unsigned thread_count;
    unsigned field_count; /* fields that are used */
    unsigned fields[SL_FIELD_LIMIT];
    uint32_t *sample; /* rows of the records to learn from */
    uint32_t sample_count;
    uint32_t *codes[SL_FIELD_LIMIT]; /* by used field: values that the sample holds */
    uint32_t code_count[SL_FIELD_LIMIT];
    float *counts[SL_FIELD_LIMIT]; /* by used field: records by value and class; 0 between rounds */
    double shares[SL_COMMUNITY_CLASSES]; /* records by class */
    double (*probs)[SL_COMMUNITY_CLASSES];
};

/* One round: over the sample, or over all records. */
struct round {
    struct learning *learning;
    bool guess;        /* nothing is known yet */
    bool whole;        /* all records, whose likeliest classes are noted */
    uint32_t low, end; /* the chunk: places in the sample, or records */
};

static void learning_finish(struct learning *learning)
{
    for (unsigned at = 0; at < SL_FIELD_LIMIT; at++) {
        sl_free(learning->codes[at]);
        sl_free(learning->counts[at]);
    }
    sl_free(learning->sample);
    sl_free(learning->probs);
}

static size_t value_count(const struct learning *learning, unsigned at)
{
    return sl_table_domain(learning->table, learning->fields[at])->dictionary.count;
}

/* Is this one of the records to learn from? */
static bool is_sampled(const struct learning *learning, uint32_t record)
{
    const uint64_t one_of = learning->table->record_count / SAMPLE_RECORDS + 1;
    return sl_hash_u64(record ^ learning->seed) % one_of == 0 &&
           sl_table_first(learning->table, record);
}

/* Take their rows out of the table, where they lie too far apart to be read again and again. */
static enum sl_status copy_sample(struct learning *learning, struct sl_error *err)
{
    const struct sl_table *table = learning->table;
    const size_t fields = table->field_count;
    for (uint32_t record = 0; record < table->record_count; record++) {
        learning->sample_count += is_sampled(learning, record) ? 1 : 0;
    }
    learning->sample = sl_alloc(learning->sample_count * fields + 1, sizeof(uint32_t));
    if (learning->sample == NULL) {
        return sl_fail_memory(err);
    }
    uint32_t *row = learning->sample;
    for (uint32_t record = 0; record < table->record_count; record++) {
        if (is_sampled(learning, record)) {
            memcpy(row, sl_table_row(table, record), fields * sizeof(*row));
            row += fields;
        }
    }
    return SL_OK;
}

/* Which values of a field does the sample hold? */
static enum sl_status list_codes(struct learning *learning, unsigned at, struct sl_error *err)
{
    const size_t values = value_count(learning, at);
    uint8_t *held SL_CLEANUP(sl_free_ptr) = sl_calloc(values + 1, 1);
    if (held == NULL) {
        return sl_fail_memory(err);
    }
    uint32_t count = 0;
    const size_t fields = learning->table->field_count;
    for (size_t place = 0; place < learning->sample_count; place++) {
        const uint32_t code = learning->sample[place * fields + learning->fields[at]];
        count += code != SL_CODE_MISSING && held[code] == 0 ? 1 : 0;
        held[code] = 1;
    }
    learning->codes[at] = sl_alloc((size_t)count + 1, sizeof(uint32_t));
    if (learning->codes[at] == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t code = 1; code <= values; code++) {
        if (held[code] != 0) {
            learning->codes[at][learning->code_count[at]++] = code;
        }
    }
    return SL_OK;
}

static enum sl_status make_room(struct learning *learning, struct sl_error *err)
{
    struct sl_community *community = learning->community;
    for (unsigned at = 0; at < learning->field_count; at++) {
        const size_t cells = (value_count(learning, at) + 1) * SL_COMMUNITY_CLASSES;
        float *lifts = sl_alloc(cells, sizeof(float));
        community->lifts[learning->fields[at]] = lifts;
        learning->counts[at] = sl_calloc(cells, sizeof(float));
        if (lifts == NULL || learning->counts[at] == NULL) {
            return sl_fail_memory(err);
        }
        for (size_t cell = 0; cell < cells; cell++) {
            lifts[cell] = 1.0F;
        }
        SL_TRY(list_codes(learning, at, err));
    }
    community->classes = sl_calloc((size_t)learning->table->record_count + 1, 1);
    learning->probs = sl_alloc(CHUNK_RECORDS, sizeof(*learning->probs));
    return community->classes == NULL || learning->probs == NULL ? sl_fail_memory(err) : SL_OK;
}

/* How likely each class is for a row, by its values. */
static void see_row(const struct learning *learning, const uint32_t *row, double *probs)
{
    const struct sl_community *community = learning->community;
    double sum = 0.0;
    memcpy(probs, community->shares, sizeof(community->shares));
    for (unsigned at = 0; at < learning->field_count; at++) {
        const unsigned field = learning->fields[at];
        if (row[field] == SL_CODE_MISSING) {
            continue;
        }
        const float *lifts = community->lifts[field] + (size_t)row[field] * SL_COMMUNITY_CLASSES;
        for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
            probs[class] *= (double)lifts[class];
        }
    }
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        sum += probs[class];
    }
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        probs[class] /= sum;
    }
}

/* A first guess that breaks the symmetry: classes by a hash of the surname, or of the first field.
 */
static void guess_row(const struct learning *learning, const uint32_t *row, double *probs)
{
    const struct sl_table *table = learning->table;
    uint64_t hash = learning->seed;
    for (unsigned field = 0; field < table->field_count; field++) {
        const bool decides =
            field == table->schema->surname ||
            (table->schema->surname == SL_FIELD_NONE && sl_community_uses(table->schema, field));
        if (decides && row[field] != SL_CODE_MISSING) {
            const struct sl_str value = sl_domain_value(sl_table_domain(table, field), row[field]);
            hash = sl_hash_str(value, learning->seed);
            break;
        }
    }
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        probs[class] = 0.5 / SL_COMMUNITY_CLASSES;
    }
    probs[hash % SL_COMMUNITY_CLASSES] += 0.5;
}

static unsigned likeliest(const double *probs)
{
    unsigned best = 0;
    for (unsigned class = 1; class < SL_COMMUNITY_CLASSES; class ++) {
        best = probs[class] > probs[best] ? class : best;
    }
    return best;
}

static const uint32_t *row_at(const struct round *round, uint32_t place)
{
    const struct learning *learning = round->learning;
    const uint32_t *rows = round->whole ? learning->table->rows : learning->sample;
    return rows + (size_t)place * learning->table->field_count;
}

/* Fetch what see_row will need, while others are seen. */
static void fetch_lifts(const struct learning *learning, const uint32_t *row)
{
    for (unsigned at = 0; at < learning->field_count; at++) {
        const unsigned field = learning->fields[at];
        const float *lifts = learning->community->lifts[field];
        __builtin_prefetch(lifts + (size_t)row[field] * SL_COMMUNITY_CLASSES);
    }
}

/* Say of each record of a chunk how likely its classes are. */
static enum sl_status see_records(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct round *round = context;
    const struct learning *learning = round->learning;
    const uint32_t low = round->low + (uint32_t)index * RECORDS_PER_TASK;
    for (uint32_t place = low; place < low + RECORDS_PER_TASK && place < round->end; place++) {
        const uint32_t *row = row_at(round, place);
        double *probs = learning->probs[place - round->low];
        if (place + FETCH_AHEAD < round->end) {
            fetch_lifts(learning, row_at(round, place + FETCH_AHEAD));
        }
        if (round->guess) {
            guess_row(learning, row, probs);
        } else {
            see_row(learning, row, probs);
        }
        if (round->whole) {
            learning->community->classes[place] = (uint8_t)likeliest(probs);
        }
    }
    return SL_OK;
}

/* Count the records of a chunk: by class, or, for a field, by value and class. */
static enum sl_status count_records(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct round *round = context;
    struct learning *learning = round->learning;
    for (uint32_t place = round->low; place < round->end; place++) {
        const double *probs = learning->probs[place - round->low];
        if (index == learning->field_count) {
            for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
                learning->shares[class] += probs[class];
            }
            continue;
        }
        const uint32_t code = row_at(round, place)[learning->fields[index]];
        float *counts = learning->counts[index] + (size_t)code * SL_COMMUNITY_CLASSES;
        for (unsigned class = 0; class < SL_COMMUNITY_CLASSES && code != SL_CODE_MISSING;
             class ++) {
            counts[class] += (float)probs[class];
        }
    }
    return SL_OK;
}

/* The lifts of one value from what was counted, which is emptied. */
static void lift_value(const double *shares, float *counts, float *lifts)
{
    double total = USUAL_RECORDS;
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        total += (double)counts[class];
    }
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        const double held = (double)counts[class];
        lifts[class] = (float)((held + USUAL_RECORDS * shares[class]) / (total * shares[class]));
        counts[class] = 0.0F;
    }
}

static size_t lift_tasks(const struct round *round, unsigned at)
{
    const struct learning *learning = round->learning;
    const size_t count = round->whole ? value_count(learning, at) : learning->code_count[at];
    return count / VALUES_PER_TASK + 1;
}

/* The lifts of some values of one field. */
static enum sl_status lift_values(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct round *round = context;
    const struct learning *learning = round->learning;
    unsigned at = 0;
    for (; index >= lift_tasks(round, at); at++) {
        index -= lift_tasks(round, at);
    }
    const size_t count = round->whole ? value_count(learning, at) : learning->code_count[at];
    const size_t low = index * VALUES_PER_TASK;
    for (size_t place = low; place < low + VALUES_PER_TASK && place < count; place++) {
        const size_t code = round->whole ? place + 1 : learning->codes[at][place];
        const size_t cell = code * SL_COMMUNITY_CLASSES;
        float *lifts = learning->community->lifts[learning->fields[at]] + cell;
        lift_value(learning->community->shares, learning->counts[at] + cell, lifts);
    }
    return SL_OK;
}

/* Shares and lifts from what was counted. */
static enum sl_status take_over(struct round *round, struct sl_error *err)
{
    struct learning *learning = round->learning;
    double all = 0.0;
    size_t tasks = 0;
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        all += learning->shares[class] + 1.0;
    }
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        learning->community->shares[class] = (learning->shares[class] + 1.0) / all;
        learning->shares[class] = 0.0;
    }
    for (unsigned at = 0; at < learning->field_count; at++) {
        tasks += lift_tasks(round, at);
    }
    return sl_threads_run(learning->thread_count, tasks, lift_values, round, err);
}

static enum sl_status learn_round(struct round *round, struct sl_error *err)
{
    struct learning *learning = round->learning;
    const unsigned threads = learning->thread_count;
    const uint32_t count = round->whole ? learning->table->record_count : learning->sample_count;
    for (uint32_t low = 0; low < count; low = round->end) {
        round->low = low;
        round->end = count - low > CHUNK_RECORDS ? low + CHUNK_RECORDS : count;
        const size_t tasks = (round->end - low - 1) / RECORDS_PER_TASK + 1;
        SL_TRY(sl_threads_run(threads, tasks, see_records, round, err));
        SL_TRY(sl_threads_run(threads, learning->field_count + 1, count_records, round, err));
    }
    return take_over(round, err);
}

static enum sl_status learn(struct learning *learning, struct sl_error *err)
{
    SL_TRY(copy_sample(learning, err));
    SL_TRY(make_room(learning, err));
    learning->community->class_count = SL_COMMUNITY_CLASSES;
    for (unsigned number = 0; number <= ROUNDS; number++) {
        /* The last round looks at every record. */
        struct round round = {
            .learning = learning,
            .guess = number == 0,
            .whole = number == ROUNDS,
        };
        SL_TRY(learn_round(&round, err));
    }
    return SL_OK;
}

enum sl_status sl_community_learn(
    struct sl_community *community,
    const struct sl_table *table,
    uint64_t seed,
    unsigned thread_count,
    struct sl_error *err
)
{
    *community = (struct sl_community){ 0 };
    struct learning learning SL_CLEANUP(learning_finish) = {
        .community = community,
        .table = table,
        .seed = seed,
        .thread_count = thread_count,
    };
    for (unsigned field = 0; field < table->field_count; field++) {
        if (sl_community_uses(table->schema, field)) {
            learning.fields[learning.field_count++] = field;
        }
    }
    if (table->record_count < RECORDS_LEAST || learning.field_count < 2) {
        return SL_OK;
    }
    const enum sl_status status = learn(&learning, err);
    if (status != SL_OK) {
        sl_community_finish(community);
    }
    return status;
}

double sl_community_bits(
    const struct sl_community *community,
    const uint32_t *left,
    const uint32_t *right,
    uint32_t agreed
)
{
    if (community->class_count == 0) {
        return 0.0;
    }
    double probs[SL_COMMUNITY_CLASSES];
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        probs[class] = community->shares[class];
    }
    for (; agreed != 0; agreed &= agreed - 1) {
        const unsigned field = (unsigned)__builtin_ctz(agreed);
        if (community->lifts[field] == NULL) {
            continue;
        }
        const float *one = community->lifts[field] + (size_t)left[field] * SL_COMMUNITY_CLASSES;
        const float *two = community->lifts[field] + (size_t)right[field] * SL_COMMUNITY_CLASSES;
        for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
            probs[class] *= 0.5 * ((double)one[class] + (double)two[class]);
        }
    }
    double sum = 0.0;
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        sum += probs[class];
    }
    return sum > 1.0 ? log2(sum) : 0.0;
}
