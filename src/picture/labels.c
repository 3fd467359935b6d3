/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/labels.h"

#include "record/say.h"

/* clang-format off */
#define TERM(name, words) { { name, sizeof(name) - 1 }, { words, sizeof(words) - 1 } }

static const struct sl_term agreements[SL_PICTURE_AGREEMENT_COUNT] = {
    [SL_PICTURE_NO_PLACE] = TERM("no_place", "no record has it"),
    [SL_PICTURE_UNKNOWN] = TERM("unknown", "not known"),
    [SL_PICTURE_ALONE] = TERM("alone", "one agency"),
    [SL_PICTURE_AGREED] = TERM("agreed", "agreed"),
    [SL_PICTURE_DIFFERS] = TERM("differs", "DIFFERS"),
    [SL_PICTURE_SEVERAL] = TERM("several", "several"),
};

static const struct sl_term knowns[] = {
    [SL_KNOWN] = TERM("known", "known"),
    [SL_NOT_RECORDED] = TERM("not_recorded", "not recorded"),
    [SL_REFUSED] = TERM("refused", "refused"),
    [SL_NOT_ASKED] = TERM("not_asked", "not yet asked"),
    [SL_WITHDRAWN] = TERM("withdrawn", "withdrawn"),
};

static const struct sl_term bonds[SL_PICTURE_BOND_COUNT] = {
    [SL_PICTURE_STATED] = TERM("stated", "stated"),
    [SL_PICTURE_SIBLINGS] = TERM("siblings", "child of the same parent"),
    [SL_PICTURE_ADDRESS] = TERM("address", "same address"),
    [SL_PICTURE_PHONE] = TERM("phone", "same phone"),
    [SL_PICTURE_EMAIL] = TERM("email", "same e-mail"),
    [SL_PICTURE_VEHICLE] = TERM("vehicle", "same vehicle"),
    [SL_PICTURE_ACCOUNT] = TERM("account", "same online account"),
    [SL_PICTURE_OBJECT] = TERM("object", "same device or object"),
    [SL_PICTURE_PLACE] = TERM("place", "same place"),
    [SL_PICTURE_EVENT] = TERM("event", "same event"),
};

static const struct sl_term circles[SL_PICTURE_CIRCLE_COUNT] = {
    [SL_PICTURE_FAMILY] = TERM("family", "family"),
    [SL_PICTURE_HOUSEHOLD] = TERM("household", "household"),
    [SL_PICTURE_NETWORK] = TERM("network", "network"),
    [SL_PICTURE_PROFESSIONALS] = TERM("professionals", "professionals"),
};

static const struct sl_term gaps[SL_PICTURE_GAP_COUNT] = {
    [SL_PICTURE_NO_FIELD] = TERM("no_field", "nobody has recorded it"),
    [SL_PICTURE_UNRESOLVED] = TERM("unresolved", "agencies disagree"),
    [SL_PICTURE_NO_AGENCY] = TERM("no_agency", "no record from this agency"),
    [SL_PICTURE_NO_INTERVIEW] = TERM("no_interview", "no return home interview"),
    [SL_PICTURE_NO_ANSWER] = TERM("no_answer", "nothing says what became of it"),
    [SL_PICTURE_NO_EVENT] = TERM("no_event", "referred to, and not received"),
};
/* clang-format on */

const struct sl_term *sl_picture_agreement_terms(void)
{
    return agreements;
}

const struct sl_term *sl_picture_known_terms(void)
{
    return knowns;
}

const struct sl_term *sl_picture_bond_terms(void)
{
    return bonds;
}

const struct sl_term *sl_picture_circle_terms(void)
{
    return circles;
}

const struct sl_term *sl_picture_gap_terms(void)
{
    return gaps;
}

void sl_picture_add_name(const struct sl_picture_person *person, struct sl_buf *buf)
{
    const struct sl_fact_value *given = person->given_name.value;
    const struct sl_fact_value *surname = person->surname.value;
    if (given != NULL) {
        sl_buf_add(buf, given->text);
    }
    if (given != NULL && surname != NULL) {
        sl_buf_add_byte(buf, ' ');
    }
    if (surname != NULL) {
        sl_buf_add(buf, surname->text);
    }
    if (given == NULL && surname == NULL) {
        sl_buf_add(
            buf, person->full_name.value != NULL ? person->full_name.value->text : person->key
        );
    }
}

/* Has it a small letter? Those of other scripts count: they are not ASCII. */
static bool has_small_letter(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') || (text.ptr[i] & 0x80) != 0) {
            return true;
        }
    }
    return false;
}

struct sl_str sl_picture_spelling(const struct sl_picture_field *field, size_t value)
{
    const struct sl_picture_value *like = &field->values[value];
    for (size_t i = 0; i < field->value_count && like->known == SL_KNOWN; i++) {
        const struct sl_picture_value *other = &field->values[i];
        if (other->known == SL_KNOWN && other->current == like->current &&
            sl_str_equal(other->normal, like->normal) && has_small_letter(other->value->text)) {
            return other->value->text;
        }
    }
    return like->value->text;
}

/* Append the leading value of an attribute in its best spelling; nothing when there is none. */
static bool
add_leading(const struct sl_picture *picture, enum sl_attribute attribute, struct sl_buf *buf)
{
    for (size_t i = 0; i < picture->field_count; i++) {
        const struct sl_picture_field *field = &picture->fields[i];
        if (field->attribute != attribute || field->value_count == 0 || !field->values[0].leads) {
            continue;
        }
        sl_buf_add(buf, sl_picture_spelling(field, 0));
        return true;
    }
    return false;
}

void sl_picture_add_child_name(const struct sl_picture *picture, struct sl_buf *buf)
{
    const bool has_given = add_leading(picture, SL_ATTRIBUTE_GIVEN_NAME, buf);
    const size_t len = buf->len;
    sl_buf_add(buf, has_given ? SL_STR(" ") : SL_STR(""));
    const bool has_surname = add_leading(picture, SL_ATTRIBUTE_SURNAME, buf);
    if (!has_surname) {
        sl_buf_cut(buf, len);
    }
    if (!has_given && !has_surname && !add_leading(picture, SL_ATTRIBUTE_FULL_NAME, buf)) {
        sl_picture_add_name(&picture->persons[0], buf);
    }
}

/* The leading value of an attribute; NULL. */
static const struct sl_fact_value *
find_leading(const struct sl_picture *picture, enum sl_attribute attribute)
{
    for (size_t i = 0; i < picture->field_count; i++) {
        const struct sl_picture_field *field = &picture->fields[i];
        if (field->attribute == attribute && field->value_count > 0 && field->values[0].leads) {
            return field->values[0].value;
        }
    }
    return NULL;
}

void sl_picture_add_life(const struct sl_picture *picture, struct sl_buf *buf)
{
    const struct sl_fact_value *birth = find_leading(picture, SL_ATTRIBUTE_BIRTH_DATE);
    const struct sl_fact_value *due = find_leading(picture, SL_ATTRIBUTE_EXPECTED_BIRTH_DATE);
    const struct sl_fact_value *death = find_leading(picture, SL_ATTRIBUTE_DEATH_DATE);
    const size_t begin = buf->len;
    struct sl_moment moment;
    if (birth != NULL) {
        (void)sl_say_parse(birth->text, &moment);
        if (death == NULL) {
            sl_say_old(moment, picture->input->today, buf);
        }
        sl_buf_add(buf, buf->len > begin ? SL_STR(", born ") : SL_STR("born "));
        sl_say_date(birth->text, buf);
    } else if (due != NULL) {
        sl_buf_add(buf, SL_STR("expected "));
        sl_say_date(due->text, buf);
    }
    if (death != NULL) {
        sl_buf_add(buf, buf->len > begin ? SL_STR(", died ") : SL_STR("died "));
        sl_say_date(death->text, buf);
    }
}

char sl_picture_sex(const struct sl_picture_person *person)
{
    const struct sl_fact_value *said =
        person->sex.value != NULL ? person->sex.value : person->gender.value;
    if (said == NULL || said->text.len == 0) {
        return 0;
    }
    /* A letter, a word or the code of ISO/IEC 5218 says it with its first character. */
    switch (said->text.ptr[0]) {
    case 'm':
    case 'M':
    case '1':
        return 'm';
    case 'f':
    case 'F':
    case '2':
        return 'f';
    case 'x':
    case 'X':
        return 'x';
    default:
        return 0;
    }
}

/* What a role makes of the two: of somebody of no recorded sex, of a man, of a woman. */
static const struct kin {
    enum sl_role role;
    struct sl_str words[3];   /* the person is ROLE of the child */
    struct sl_str reverse[3]; /* the child is ROLE of the person */
} kins[] = {
  /* clang-format off */
#define WORDS(any, male, female) { { any, sizeof(any) - 1 }, { male, sizeof(male) - 1 }, \
                                   { female, sizeof(female) - 1 } }
    { SL_ROLE_MOTHER, WORDS("mother", "mother", "mother"), WORDS("child", "son", "daughter") },
    { SL_ROLE_FATHER, WORDS("father", "father", "father"), WORDS("child", "son", "daughter") },
    { SL_ROLE_PARENT, WORDS("parent", "father", "mother"), WORDS("child", "son", "daughter") },
    { SL_ROLE_STEP_PARENT, WORDS("step-parent", "stepfather", "stepmother"),
      WORDS("stepchild", "stepson", "stepdaughter") },
    { SL_ROLE_GRANDPARENT, WORDS("grandparent", "grandfather", "grandmother"),
      WORDS("grandchild", "grandson", "granddaughter") },
    { SL_ROLE_CARER, WORDS("carer", "carer", "carer"),
      WORDS("in the child's care", "in the child's care", "in the child's care") },
    { SL_ROLE_ADOPTER, WORDS("adoptive parent", "adoptive father", "adoptive mother"),
      WORDS("adopted child", "adopted son", "adopted daughter") },
    { SL_ROLE_SIBLING, WORDS("brother or sister", "brother", "sister"),
      WORDS("brother or sister", "brother", "sister") },
    { SL_ROLE_TWIN, WORDS("twin", "twin brother", "twin sister"),
      WORDS("twin", "twin brother", "twin sister") },
    { SL_ROLE_PARTNER, WORDS("partner", "partner", "partner"),
      WORDS("partner", "partner", "partner") },
    { SL_ROLE_RELATIVE, WORDS("relative", "relative", "relative"),
      WORDS("relative", "relative", "relative") },
    { SL_ROLE_HOUSEHOLD, WORDS("lives with the child", "lives with the child",
                               "lives with the child"),
      WORDS("lives with the child", "lives with the child", "lives with the child") },
    { SL_ROLE_ASSOCIATE, WORDS("associate", "associate", "associate"),
      WORDS("associate", "associate", "associate") },
#undef WORDS
  /* clang-format on */
};

struct sl_str sl_picture_kin(enum sl_role role, bool is_of_child, char sex)
{
    const size_t column = sex == 'm' ? 1 : sex == 'f' ? 2 : 0;
    for (size_t i = 0; i < sizeof kins / sizeof kins[0]; i++) {
        if (kins[i].role == role) {
            return is_of_child ? kins[i].words[column] : kins[i].reverse[column];
        }
    }
    return sl_role_terms()[role].words;
}

/* "a crime", "an incident", "intelligence": a kind of event within a sentence. */
static void add_noun(enum sl_event_kind kind, struct sl_buf *buf)
{
    const struct sl_str words = sl_event_kind_terms()[kind].words;
    const bool is_mass = kind == SL_EVENT_INTELLIGENCE || kind == SL_EVENT_CUSTODY ||
                         kind == SL_EVENT_POLICE_PROTECTION || kind == SL_EVENT_EARLY_HELP;
    const char first = words.ptr[0];
    const bool is_vowel = first == 'a' || first == 'e' || first == 'i' || first == 'o';
    if (kind == SL_EVENT_MISSING) {
        sl_buf_add(buf, SL_STR("a missing episode"));
        return;
    }
    sl_buf_add(buf, is_mass ? SL_STR("") : is_vowel ? SL_STR("an ") : SL_STR("a "));
    sl_buf_add(buf, words);
}

/* A role in an event: "suspect in a crime, 2 May 2024". */
static void add_event(
    const struct sl_picture *picture, const struct sl_picture_reason *reason, struct sl_buf *buf
)
{
    const struct sl_entity *event = picture->events[reason->event].entity;
    sl_buf_add(buf, sl_role_terms()[reason->role].words);
    sl_buf_add_byte(buf, ' ');
    add_noun(event->kind, buf);
    if (event->start.precision != SL_PRECISION_NONE) {
        sl_buf_add(buf, SL_STR(", "));
        sl_say_day(event->start, buf);
    }
}

void sl_picture_add_reason(
    const struct sl_picture *picture,
    const struct sl_picture_tie *tie,
    const struct sl_picture_reason *reason,
    struct sl_buf *buf
)
{
    switch (reason->bond) {
    case SL_PICTURE_STATED:
        sl_buf_add(
            buf,
            sl_picture_kin(
                reason->role, reason->of_child, sl_picture_sex(&picture->persons[tie->person])
            )
        );
        break;
    case SL_PICTURE_SIBLINGS:
        sl_buf_add(
            buf,
            sl_picture_kin(SL_ROLE_SIBLING, true, sl_picture_sex(&picture->persons[tie->person]))
        );
        sl_buf_add(buf, SL_STR(" by the same "));
        sl_buf_add(buf, sl_role_terms()[reason->role].name);
        sl_buf_add(buf, SL_STR(", "));
        sl_picture_add_name(&picture->persons[reason->via], buf);
        break;
    case SL_PICTURE_EVENT:
        add_event(picture, reason, buf);
        break;
    case SL_PICTURE_ADDRESS:
    case SL_PICTURE_PHONE:
    case SL_PICTURE_EMAIL:
    case SL_PICTURE_VEHICLE:
    case SL_PICTURE_ACCOUNT:
    case SL_PICTURE_OBJECT:
    case SL_PICTURE_PLACE:
    case SL_PICTURE_BOND_COUNT:
        sl_buf_add(buf, sl_picture_bond_terms()[reason->bond].words);
        sl_buf_add_byte(buf, ' ');
        sl_buf_add(buf, reason->what);
        break;
    }
    if (reason->end.precision != SL_PRECISION_NONE) {
        sl_buf_add(buf, SL_STR(" (until "));
        sl_say_day(reason->end, buf);
        sl_buf_add_byte(buf, ')');
    }
}
