/* SPDX-License-Identifier: Apache-2.0 */
#include "record/code_list_data.h"

/* clang-format off */
static const struct sl_word_row ethnicity_rows[] = {
    { "ABAN", "Bangladeshi" },
    { "AIND", "Indian" },
    { "AOTH", "any other Asian background" },
    { "APKN", "Pakistani" },
    { "BAFR", "Black African" },
    { "BCRB", "Black Caribbean" },
    { "BOTH", "any other Black background" },
    { "CHNE", "Chinese" },
    { "MOTH", "any other Mixed background" },
    { "MWAS", "White and Asian" },
    { "MWBA", "White and Black African" },
    { "MWBC", "White and Black Caribbean" },
    { "NOBT", "not yet obtained" },
    { "OOTH", "any other ethnic group" },
    { "REFU", "refused" },
    { "WBRI", "White British" },
    { "WIRI", "White Irish" },
    { "WIRT", "Traveller of Irish heritage" },
    { "WOTH", "any other White background" },
    { "WROM", "Gypsy or Roma" },
};

static const struct sl_word_row disability_rows[] = {
    { "AUT", "diagnosed with autism or Asperger syndrome" },
    { "BEH", "behaviour" },
    { "COMM", "communication" },
    { "CON", "consciousness" },
    { "DDA", "another disability under the Equality Act 2010" },
    { "HAND", "hand function" },
    { "HEAR", "hearing" },
    { "INC", "incontinence" },
    { "LD", "learning" },
    { "MOB", "mobility" },
    { "NONE", "no disability" },
    { "PC", "personal care" },
    { "VIS", "vision" },
};

static const struct sl_word_row upn_unknown_rows[] = {
    { "UN1", "not of school age, and none given yet" },
    { "UN2", "never went to a maintained school in England" },
    { "UN3", "educated outside England" },
    { "UN4", "newly known, and not found yet" },
    { "UN5", "sources disagree about the child" },
    { "UN7", "referred, and no further action taken" },
};

static const struct sl_word_row referral_source_rows[] = {
    { "10", "unknown" },
    { "1A", "family member, relative or carer" },
    { "1B", "acquaintance, such as a neighbour or child minder" },
    { "1C", "the child" },
    { "1D", "another individual" },
    { "2A", "school" },
    { "2B", "education services" },
    { "3A", "general practitioner" },
    { "3B", "health visitor" },
    { "3C", "school nurse" },
    { "3D", "other primary health services" },
    { "3E", "accident and emergency department" },
    { "3F", "other health services" },
    { "4", "housing" },
    { "5A", "the council's social care" },
    { "5B", "another department of the council" },
    { "5C", "another council" },
    { "6", "police" },
    { "7", "other legal agency" },
    { "8", "other" },
    { "9", "anonymous" },
};

static const struct sl_word_row need_rows[] = {
    { "N0", "not stated" },
    { "N1", "abuse or neglect" },
    { "N2", "the child's disability or illness" },
    { "N3", "a parent's disability or illness" },
    { "N4", "family in acute stress" },
    { "N5", "family dysfunction" },
    { "N6", "socially unacceptable behaviour" },
    { "N7", "low income" },
    { "N8", "absent parenting" },
    { "N9", "case other than a child in need" },
};

static const struct sl_word_row closure_rows[] = {
    { "RC1", "adopted" },
    { "RC2", "died" },
    { "RC3", "child arrangements order (before 2014: residence order)" },
    { "RC4", "special guardianship order" },
    { "RC5", "moved to the services of another council" },
    { "RC6", "moved to adult social care" },
    { "RC7", "services ceased for any other reason" },
    { "RC8", "closed after assessment, no further action" },
    { "RC9", "closed after assessment, referred to early help" },
};

static const struct sl_word_row abuse_rows[] = {
    { "EMO", "emotional abuse" },
    { "MUL", "multiple" },
    { "NEG", "neglect" },
    { "PHY", "physical abuse" },
    { "SAB", "sexual abuse" },
};

static const struct sl_word_row factor_rows[] = {
    { "10A", "going missing" },
    { "11A", "child sexual exploitation" },
    { "12A", "trafficking" },
    { "13A", "gangs" },
    { "14A", "socially unacceptable behaviour" },
    { "15A", "self-harm" },
    { "16A", "neglect" },
    { "17A", "emotional abuse" },
    { "18A", "physical abuse (before it was divided)" },
    { "18B", "physical abuse, child on child" },
    { "18C", "physical abuse, adult on child" },
    { "19A", "sexual abuse (before it was divided)" },
    { "19B", "sexual abuse, child on child" },
    { "19C", "sexual abuse, adult on child" },
    { "1A", "alcohol misuse: the child" },
    { "1B", "alcohol misuse: a parent or carer" },
    { "1C", "alcohol misuse: another person in the household" },
    { "20", "other factor" },
    { "21", "no factor identified" },
    { "22A", "female genital mutilation" },
    { "23A", "abuse linked to faith or belief" },
    { "24A", "child criminal exploitation" },
    { "2A", "drug misuse: the child" },
    { "2B", "drug misuse: a parent or carer" },
    { "2C", "drug misuse: another person in the household" },
    { "3A", "domestic abuse: the child" },
    { "3B", "domestic abuse: a parent or carer" },
    { "3C", "domestic abuse: another person in the household" },
    { "4A", "mental health: the child" },
    { "4B", "mental health: a parent or carer" },
    { "4C", "mental health: another person in the household" },
    { "5A", "learning disability: the child" },
    { "5B", "learning disability: a parent or carer" },
    { "5C", "learning disability: another person in the household" },
    { "6A", "physical disability or illness: the child" },
    { "6B", "physical disability or illness: a parent or carer" },
    { "6C", "physical disability or illness: another person in the household" },
    { "7A", "young carer" },
    { "8B", "private fostering: from overseas, to return" },
    { "8C", "private fostering: from overseas, to stay" },
    { "8D", "private fostering: in education" },
    { "8E", "private fostering: alternative family arrangements" },
    { "8F", "private fostering: other" },
    { "9A", "unaccompanied asylum-seeking child" },
};

static const struct sl_word_row legal_status_rows[] = {
    { "C1", "interim care order" },
    { "C2", "full care order" },
    { "D1", "freeing order granted" },
    { "E1", "placement order granted" },
    { "J1", "remanded to council or youth detention accommodation" },
    { "J2", "in council accommodation under the Police and Criminal Evidence Act 1984" },
    { "J3", "youth rehabilitation order with residence or intensive fostering" },
    { "L1", "under police protection, in council accommodation" },
    { "L2", "emergency protection order" },
    { "L3", "child assessment order, in council accommodation" },
    { "V2", "accommodated under section 20, a single period" },
    { "V3", "short breaks under section 20, each recorded" },
    { "V4", "short breaks under section 20, the agreement recorded" },
};

static const struct sl_word_row placement_rows[] = {
    { "A3", "placed for adoption with consent, with current foster carers" },
    { "A4", "placed for adoption with consent, not with current foster carers" },
    { "A5", "placed for adoption under an order, with current foster carers" },
    { "A6", "placed for adoption under an order, not with current foster carers" },
    { "H5", "semi-independent, not under children's homes regulations" },
    { "K1", "secure children's home" },
    { "K2", "children's home" },
    { "K3", "supported accommodation, registered" },
    { "P1", "placed with parents" },
    { "P2", "independent living" },
    { "P3", "residential employment" },
    { "R1", "residential care home" },
    { "R2", "NHS or other nursing establishment" },
    { "R3", "family centre or mother and baby unit" },
    { "R5", "young offender institution" },
    { "S1", "residential school" },
    { "T0", "temporary move of any kind" },
    { "T1", "temporarily in hospital" },
    { "T2", "temporarily on holiday" },
    { "T3", "temporary, while foster carers are on holiday" },
    { "T4", "temporary, up to seven days, for another reason" },
    { "U1", "foster placement with relatives or friends: long term" },
    { "U2", "foster placement with relatives or friends: for adoption" },
    { "U3", "foster placement with relatives or friends: neither long term nor for adoption" },
    { "U4", "foster placement with others: long term" },
    { "U5", "foster placement with others: for adoption" },
    { "U6", "foster placement with others: neither long term nor for adoption" },
    { "Z1", "other placement" },
};

static const struct sl_word_row provider_rows[] = {
    { "PR0", "parents or others with parental responsibility" },
    { "PR1", "the council's own" },
    { "PR2", "another council" },
    { "PR3", "other public provision" },
    { "PR4", "private" },
    { "PR5", "voluntary or third sector" },
};

static const struct sl_word_row new_episode_rows[] = {
    { "B", "change of legal status, placement and carers" },
    { "L", "change of legal status only" },
    { "P", "change of placement and carers only" },
    { "S", "started to be looked after" },
    { "T", "change of placement, same carers" },
    { "U", "change of legal status and placement, same carers" },
};

static const struct sl_word_row episode_ceased_rows[] = {
    { "E11", "adopted, application unopposed" },
    { "E12", "adopted, consent dispensed with by the court" },
    { "E13", "left to live with people without parental responsibility" },
    { "E14", "accommodation on remand ended" },
    { "E15", "found to be 18 or over by an age assessment" },
    { "E16", "moved abroad" },
    { "E17", "aged 18 and remained with current carers" },
    { "E2", "died" },
    { "E3", "care taken over by another council" },
    { "E41", "child arrangements order (before 2014: residence order)" },
    { "E43", "special guardianship to former foster carers" },
    { "E44", "special guardianship to other carers" },
    { "E45", "special guardianship to former foster carers, relatives or friends" },
    { "E46", "special guardianship to former foster carers, not relatives or friends" },
    { "E47", "special guardianship to other carers, relatives or friends" },
    { "E48", "special guardianship to other carers, not relatives or friends" },
    { "E4A", "returned home as planned" },
    { "E4B", "returned home, not as planned" },
    { "E5", "moved to independent living with support" },
    { "E6", "moved to independent living without formal support" },
    { "E7", "moved to residential care of adult social care" },
    { "E8", "ceased for any other reason" },
    { "E9", "sentenced to custody" },
    { "X1", "episode ended, and another began on the same day" },
};

static const struct sl_word_row place_change_rows[] = {
    { "ALLEG", "allegation under section 47" },
    { "APPRR", "approval removed" },
    { "CARPL", "change to or implementation of the care plan" },
    { "CHILD", "the child asked for it to end" },
    { "CLOSE", "resignation or closure of the provision" },
    { "CREQB", "carers asked for it to end, because of the child's behaviour" },
    { "CREQO", "carers asked for it to end, for another reason" },
    { "CUSTOD", "custody arrangement" },
    { "LAREQ", "the council asked for it to end" },
    { "OTHER", "other reason" },
    { "PLACE", "change in the status of the placement only" },
    { "STAND", "concern about the standard of care" },
};

static const struct sl_word_row missing_rows[] = {
    { "A", "away from placement without authorisation" },
    { "M", "missing from care" },
};

static const struct sl_word_row review_rows[] = {
    { "PN0", "under four at the time" },
    { "PN1", "attended, and spoke for themselves" },
    { "PN2", "attended, and an advocate spoke for them" },
    { "PN3", "attended, and gave their views without words" },
    { "PN4", "attended, and gave no views" },
    { "PN5", "did not attend, and an advocate spoke for them" },
    { "PN6", "did not attend, and sent their views" },
    { "PN7", "did not attend, and gave no views" },
};

static const struct sl_word_row sdq_reason_rows[] = {
    { "SDQ1", "under four or over sixteen at the time" },
    { "SDQ2", "carers refused" },
    { "SDQ3", "not possible because of the child's disability" },
    { "SDQ4", "other reason" },
    { "SDQ5", "the child refused" },
};

static const struct sl_word_row adoption_ceased_rows[] = {
    { "RD1", "the child's needs changed" },
    { "RD2", "the court made no placement order" },
    { "RD3", "no adopters were found" },
    { "RD4", "other reason" },
};

#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define LIST(enumerator, list_name, title_text, source_text) \
    [enumerator] = {                                         \
        .name = TEXT(#list_name),                            \
        .title = TEXT(title_text),                           \
        .source = TEXT(source_text),                         \
        .codes = SL_WORD_TABLE(list_name##_rows),            \
    },

const struct sl_code_list sl_code_lists[SL_CODE_LIST_COUNT] = { SL_CODE_LIST_TABLE(LIST) };
/* clang-format on */
