/* SPDX-License-Identifier: Apache-2.0 */
#include "records.h"

#include <string.h>

#define RATE_WHOLE 100000u
#define RATE_LIMIT 90000u

/* What the sources are like, in thousandths. */
static const struct {
    const char *text;
    unsigned share;      /* of all records */
    unsigned nhs_number; /* records that have it */
    bool upper_given;
    bool upper_surname;
} SOURCES[] = {
    [SL_SOURCE_POLICE] = {"police",   290, 30,  true,  true },
    [SL_SOURCE_COUNCIL] = { "council", 370, 350, false, false},
    [SL_SOURCE_NHS] = { "nhs",     340, 970, false, true },
};

/* Everything that the making of one record passes around. */
struct draft {
    const struct sl_recorder *recorder;
    const struct sl_sitting *sitting;
    const struct sl_person *person; /* of the sitting */
    struct sl_random *random;
    enum sl_record_source source; /* of the sitting */
    struct sl_home home;          /* where the person lived then */
    struct sl_record *record;
};

void sl_recorder_init(
    struct sl_recorder *recorder,
    const struct sl_variants *variants,
    uint64_t seed,
    unsigned error_percent
)
{
    static const uint32_t RATES[] = {
#define SL_ERROR_RATE(name, rate, text) (rate),
        SL_ERROR_TABLE(SL_ERROR_RATE)
#undef SL_ERROR_RATE
    };
    recorder->variants = variants;
    recorder->seed = seed;
    for (unsigned kind = 0; kind < SL_ERROR_KIND_COUNT; kind++) {
        const uint32_t rate = RATES[kind] * error_percent / 100;
        recorder->rates[kind] = rate < RATE_LIMIT ? rate : RATE_LIMIT;
    }
    /* That people move is no error. */
    recorder->rates[SL_ADDRESS_NEW] = RATES[SL_ADDRESS_NEW];
}

const char *sl_error_kind_text(enum sl_error_kind kind)
{
    static const char *const TEXTS[] = {
#define SL_ERROR_TEXT(name, rate, text) text,
        SL_ERROR_TABLE(SL_ERROR_TEXT)
#undef SL_ERROR_TEXT
    };
    return TEXTS[kind];
}

static bool strikes(struct draft *draft, enum sl_error_kind kind)
{
    const uint32_t rate = draft->recorder->rates[kind];
    return rate > 0 && sl_random_below(draft->random, RATE_WHOLE) < rate;
}

/* Note that an error happened. */
static void note(struct draft *draft, enum sl_error_kind kind)
{
    draft->record->errors |= UINT64_C(1) << kind;
}

static void note_if(struct draft *draft, enum sl_error_kind kind, bool happened)
{
    if (happened) {
        note(draft, kind);
    }
}

static struct sl_text *field(struct draft *draft, enum sl_record_field which)
{
    return &draft->record->fields[which];
}

/* Errors that strike one word as it is heard, typed and read. */
static void damage_word(
    struct draft *draft,
    struct sl_text *text,
    enum sl_error_kind typo,
    enum sl_error_kind sound,
    enum sl_error_kind look,
    enum sl_error_kind cut
)
{
    if (strikes(draft, sound)) {
        note_if(draft, sound, sl_damage_sound(text, draft->random));
    }
    if (strikes(draft, typo)) {
        note_if(draft, typo, sl_damage_typo(text, draft->random));
    }
    if (strikes(draft, look)) {
        note_if(draft, look, sl_damage_look(text, draft->random));
    }
    if (strikes(draft, cut)) {
        note_if(draft, cut, sl_damage_cut(text, draft->random));
    }
}

static bool has_marks(const struct sl_text *text)
{
    for (unsigned i = 0; i < text->len; i++) {
        if ((unsigned char)text->bytes[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

/* A newborn is known by the mother's name: "Baby", "Baby Girl", "Twin 2" of the mother's surname.
 */
static bool write_baby(struct draft *draft)
{
    const struct sl_person *person = draft->person;
    const bool newborn =
        person->role == SL_CHILD && draft->source == SL_SOURCE_NHS && draft->sitting->first;
    if (!newborn || !strikes(draft, SL_GIVEN_BABY)) {
        return false;
    }
    struct sl_text *given = field(draft, SL_FIELD_GIVEN);
    if (draft->sitting->twin != NULL) {
        const bool second = draft->sitting->twin->number < person->number;
        sl_text_set(given, second ? SL_STR("Twin 2") : SL_STR("Twin 1"));
    } else if (sl_random_below(draft->random, 2) == 0) {
        sl_text_set(given, SL_STR("Baby"));
    } else {
        sl_text_set(given, person->sex == 'F' ? SL_STR("Baby Girl") : SL_STR("Baby Boy"));
    }
    note(draft, SL_GIVEN_BABY);
    return true;
}

static void write_given(struct draft *draft)
{
    struct sl_text *given = field(draft, SL_FIELD_GIVEN);
    const struct sl_person *person = draft->person;
    *given = person->given;
    if (write_baby(draft)) {
        return;
    }
    if (strikes(draft, SL_GIVEN_MISSING)) {
        given->len = 0;
        note(draft, SL_GIVEN_MISSING);
        return;
    }
    if (draft->sitting->twin != NULL && strikes(draft, SL_GIVEN_TWIN)) {
        *given = draft->sitting->twin->given;
        note(draft, SL_GIVEN_TWIN);
    }
    if (strikes(draft, SL_GIVEN_PART)) {
        note_if(draft, SL_GIVEN_PART, sl_damage_drop_word(given, draft->random));
    }
    if (strikes(draft, SL_GIVEN_FORM)) {
        const struct sl_variants *variants = draft->recorder->variants;
        note_if(draft, SL_GIVEN_FORM, sl_variants_change(variants, given, draft->random));
    }
    if (has_marks(given)) {
        return;
    }
    damage_word(draft, given, SL_GIVEN_TYPO, SL_GIVEN_SOUND, SL_GIVEN_LOOK, SL_GIVEN_CUT);
    if (strikes(draft, SL_GIVEN_INITIAL)) {
        note_if(draft, SL_GIVEN_INITIAL, sl_damage_initial(given));
    }
}

static void write_surname(struct draft *draft)
{
    struct sl_text *surname = field(draft, SL_FIELD_SURNAME);
    const struct sl_person *person = draft->person;
    *surname = person->surname;
    if (strikes(draft, SL_SURNAME_MISSING)) {
        surname->len = 0;
        note(draft, SL_SURNAME_MISSING);
        return;
    }
    if (person->other_surname.len > 0 && strikes(draft, SL_SURNAME_OTHER)) {
        *surname = person->other_surname;
        note_if(draft, SL_SURNAME_OTHER, !sl_text_equal(&person->surname, &person->other_surname));
    }
    if (strikes(draft, SL_SURNAME_PART)) {
        note_if(draft, SL_SURNAME_PART, sl_damage_drop_word(surname, draft->random));
    }
    if (strikes(draft, SL_SURNAME_FORM)) {
        const struct sl_variants *variants = draft->recorder->variants;
        note_if(draft, SL_SURNAME_FORM, sl_variants_change(variants, surname, draft->random));
    }
    if (!has_marks(surname)) {
        damage_word(
            draft, surname, SL_SURNAME_TYPO, SL_SURNAME_SOUND, SL_SURNAME_LOOK, SL_SURNAME_CUT
        );
    }
}

static void write_names(struct draft *draft)
{
    write_given(draft);
    write_surname(draft);
    struct sl_text *given = field(draft, SL_FIELD_GIVEN);
    struct sl_text *surname = field(draft, SL_FIELD_SURNAME);
    if ((has_marks(given) || has_marks(surname)) && strikes(draft, SL_MARKS_LOST)) {
        sl_text_unmark(given);
        sl_text_unmark(surname);
        note(draft, SL_MARKS_LOST);
    }
    if (SOURCES[draft->source].upper_given) {
        sl_text_upper(given);
    }
    if (SOURCES[draft->source].upper_surname) {
        sl_text_upper(surname);
    }
    if (given->len > 0 && surname->len > 0 && strikes(draft, SL_NAMES_SWAPPED)) {
        const struct sl_text kept = *given;
        *given = *surname;
        *surname = kept;
        note(draft, SL_NAMES_SWAPPED);
    }
}

static void write_birth(struct draft *draft)
{
    struct sl_date birth = draft->person->birth;
    if (strikes(draft, SL_BIRTH_MISSING)) {
        note(draft, SL_BIRTH_MISSING);
        return;
    }
    if (strikes(draft, SL_BIRTH_SWAPPED)) {
        note_if(draft, SL_BIRTH_SWAPPED, sl_damage_swap_month(&birth));
    }
    if (strikes(draft, SL_BIRTH_SLIP)) {
        note_if(draft, SL_BIRTH_SLIP, sl_damage_date(&birth, draft->random));
    }
    if (strikes(draft, SL_BIRTH_DEFAULT)) {
        birth.month = 1;
        birth.day = 1;
        note(draft, SL_BIRTH_DEFAULT);
    }
    struct sl_text *text = field(draft, SL_FIELD_BIRTH);
    sl_text_add_number(text, (uint64_t)birth.year, 4);
    sl_text_add(text, SL_STR("-"));
    sl_text_add_number(text, birth.month, 2);
    sl_text_add(text, SL_STR("-"));
    sl_text_add_number(text, birth.day, 2);
}

static void write_sex(struct draft *draft)
{
    if (strikes(draft, SL_SEX_MISSING)) {
        note(draft, SL_SEX_MISSING);
        return;
    }
    bool female = draft->person->sex == 'F';
    if (strikes(draft, SL_SEX_WRONG)) {
        female = !female;
        note(draft, SL_SEX_WRONG);
    }
    sl_text_set(field(draft, SL_FIELD_SEX), female ? SL_STR("F") : SL_STR("M"));
}

static void write_postcode(struct draft *draft)
{
    struct sl_text *postcode = field(draft, SL_FIELD_POSTCODE);
    if (strikes(draft, SL_POSTCODE_MISSING)) {
        note(draft, SL_POSTCODE_MISSING);
        return;
    }
    sl_place_print_postcode(draft->home.postcode, postcode);
    if (strikes(draft, SL_POSTCODE_SLIP)) {
        const bool looks = sl_random_below(draft->random, 4) == 0;
        const bool happened = looks ? sl_damage_look(postcode, draft->random)
                                    : sl_damage_typo(postcode, draft->random);
        note_if(draft, SL_POSTCODE_SLIP, happened);
    }
    if (strikes(draft, SL_POSTCODE_JOINED)) {
        const size_t blank = sl_str_find(sl_text_str(postcode), SL_STR(" "));
        sl_text_remove(postcode, (unsigned)blank);
        note(draft, SL_POSTCODE_JOINED);
    }
}

static bool shorten_address(struct sl_text *address)
{
    static const struct {
        const char *word;
        const char *abbreviation;
    } WORDS[] = {
        {" Street,",  " St," },
        { " Road,",   " Rd," },
        { " Avenue,", " Ave,"},
        { " Close,",  " Cl," },
        { " Drive,",  " Dr," },
        { " Lane,",   " Ln," },
        { " Grove,",  " Gr," },
        { " Court,",  " Ct," },
    };
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        const struct sl_str word = sl_str_from(WORDS[i].word);
        const size_t found = sl_str_find(sl_text_str(address), word);
        if (found < address->len) {
            const struct sl_str by = sl_str_from(WORDS[i].abbreviation);
            sl_text_replace(address, (unsigned)found, (unsigned)word.len, by);
            return true;
        }
    }
    return false;
}

static void write_address(struct draft *draft)
{
    struct sl_text *address = field(draft, SL_FIELD_ADDRESS);
    if (strikes(draft, SL_ADDRESS_MISSING)) {
        note(draft, SL_ADDRESS_MISSING);
        return;
    }
    sl_place_print_address(draft->home, address);
    if (strikes(draft, SL_ADDRESS_SHORT)) {
        note_if(draft, SL_ADDRESS_SHORT, shorten_address(address));
    }
    if (strikes(draft, SL_ADDRESS_SLIP)) {
        note_if(draft, SL_ADDRESS_SLIP, sl_damage_typo(address, draft->random));
    }
    if (draft->source == SL_SOURCE_POLICE) {
        sl_text_upper(address);
    }
}

static void write_phone(struct draft *draft)
{
    struct sl_text *text = field(draft, SL_FIELD_PHONE);
    uint64_t phone = draft->person->phone;
    if (strikes(draft, SL_PHONE_MISSING)) {
        note(draft, SL_PHONE_MISSING);
        return;
    }
    if (draft->person->other_phone != 0 && strikes(draft, SL_PHONE_OTHER)) {
        phone = draft->person->other_phone;
        note(draft, SL_PHONE_OTHER);
    }
    if (phone == 0) {
        return;
    }
    sl_text_add_number(text, phone, 11);
    if (strikes(draft, SL_PHONE_SLIP)) {
        note_if(draft, SL_PHONE_SLIP, sl_damage_digits(text, draft->random));
    }
    if (draft->source == SL_SOURCE_COUNCIL) {
        sl_text_insert(text, 5, ' ');
    }
}

static void write_nhs_number(struct draft *draft)
{
    struct sl_text *text = field(draft, SL_FIELD_NHS);
    const bool known = sl_random_below(draft->random, 1000) < SOURCES[draft->source].nhs_number;
    if (!known || draft->person->nhs_number == 0) {
        return;
    }
    sl_text_add_number(text, draft->person->nhs_number, 10);
    if (strikes(draft, SL_NHS_SLIP)) {
        note_if(draft, SL_NHS_SLIP, sl_damage_digits(text, draft->random));
    }
}

static enum sl_record_source draw_source(struct sl_random *random)
{
    const uint64_t target = sl_random_below(random, 1000);
    if (target < SOURCES[SL_SOURCE_POLICE].share) {
        return SL_SOURCE_POLICE;
    }
    return target < SOURCES[SL_SOURCE_POLICE].share + SOURCES[SL_SOURCE_COUNCIL].share
               ? SL_SOURCE_COUNCIL
               : SL_SOURCE_NHS;
}

/* One to five records with these shares in a thousand: 2.65 on average. */
static unsigned draw_count(struct sl_random *random)
{
    static const unsigned UP_TO[] = { 200, 490, 745, 915 };
    const uint64_t target = sl_random_below(random, 1000);
    unsigned count = 1;
    for (unsigned i = 0; i < sizeof(UP_TO) / sizeof(UP_TO[0]); i++) {
        count += target >= UP_TO[i];
    }
    return count;
}

static void write_record(struct draft *draft)
{
    memset(draft->record, 0, sizeof(*draft->record));
    const struct sl_person *person = draft->person;
    draft->home = person->homes[0];
    if (person->moved && !draft->sitting->first && strikes(draft, SL_ADDRESS_NEW)) {
        draft->home = person->homes[1];
        note(draft, SL_ADDRESS_NEW);
    }
    write_names(draft);
    write_birth(draft);
    write_sex(draft);
    write_postcode(draft);
    write_address(draft);
    write_phone(draft);
    write_nhs_number(draft);
    sl_text_set(field(draft, SL_FIELD_SOURCE), sl_str_from(SOURCES[draft->source].text));
}

void sl_recorder_write_one(
    const struct sl_recorder *recorder,
    const struct sl_sitting *sitting,
    struct sl_random *random,
    struct sl_record *ret_record
)
{
    struct draft draft = {
        .recorder = recorder,
        .sitting = sitting,
        .person = sitting->person,
        .random = random,
        .source = sitting->source,
        .record = ret_record,
    };
    write_record(&draft);
}

unsigned sl_recorder_write(
    const struct sl_recorder *recorder,
    const struct sl_household *household,
    unsigned person_index,
    struct sl_record *ret_records
)
{
    const struct sl_person *person = &household->people[person_index];
    const bool has_twin = person->twin != SL_NO_TWIN;
    struct sl_random random;
    sl_random_init(&random, sl_hash_u64(recorder->seed + 1) ^ sl_hash_u64(person->number));
    const unsigned count = draw_count(&random);
    for (unsigned i = 0; i < count; i++) {
        const struct sl_sitting sitting = {
            .person = person,
            .twin = has_twin ? &household->people[person->twin] : NULL,
            .source = draw_source(&random),
            .first = i == 0,
        };
        sl_recorder_write_one(recorder, &sitting, &random, &ret_records[i]);
    }
    return count;
}
