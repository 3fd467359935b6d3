/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chosen by us, by what people are known to choose: words for opening and greeting, love, family,
 * seasons and days, sport, places near, animals, heroes, first names, brands, food, colours,
 * numbers, keys, and the words of this work. Not taken from lists of stolen passwords.
 */
#include "signin/common_word_data.h"

/* clang-format off */
const char *const sl_common_words[] = {
    "abc", "access", "account", "admin", "administrator", "amelia", "andrew", "angel", "anna",
    "apple", "april", "arsenal", "asdf", "ashley", "aston", "august", "autumn", "azerty", "baby",
    "babygirl", "banana", "batman", "bear", "bird", "birthday", "black", "blue", "boro",
    "britain", "brother", "butterfly", "cat", "celtic", "changeme", "charlie", "cheese",
    "chelsea", "cherry", "chicken", "child", "children", "chloe", "chocolate", "christmas",
    "city", "cleveland", "coffee", "computer", "cookie", "corvette", "council", "cricket",
    "daddy", "daniel", "darling", "darlington", "david", "december", "default", "diamond",
    "doctor", "dog", "dolphin", "dragon", "durham", "duty", "eagle", "easter", "eight", "emily",
    "emma", "england", "enter", "everton", "facebook", "family", "father", "february", "ferrari",
    "fish", "five", "flower", "football", "forever", "four", "freedom", "friday", "fuckyou",
    "george", "ginger", "gold", "golf", "google", "green", "guest", "guitar", "hannah", "happy",
    "harley", "harry", "hartlepool", "heaven", "hello", "hockey", "holiday", "honda", "honey",
    "horse", "hospital", "hunter", "iloveyou", "inspector", "internet", "investigator", "ireland",
    "jack", "jaguar", "james", "january", "jennifer", "jessica", "john", "jordan", "joshua",
    "july", "june", "killer", "king", "kitten", "laptop", "leeds", "letmein", "lion", "liverpool",
    "login", "logon", "london", "love", "lovely", "loveyou", "lucky", "lucy", "magic", "manager",
    "manchester", "march", "maria", "mark", "master", "matrix", "matthew", "may", "mercedes",
    "michael", "michelle", "microsoft", "middlesbrough", "mobile", "monday", "money", "monkey",
    "mother", "mummy", "music", "mustang", "newcastle", "nhs", "nicole", "nine", "ninja",
    "nothing", "november", "nurse", "october", "office", "officer", "oliver", "olivia", "one",
    "open", "orange", "pass", "passcode", "password", "passwort", "paul", "pepper", "peter",
    "phoenix", "phone", "pink", "pirate", "pizza", "please", "pokemon", "police", "porsche",
    "practitioner", "prince", "princess", "puppy", "purple", "pwd", "qaz", "queen", "qwerty",
    "qwertz", "rabbit", "rainbow", "ranger", "rangers", "red", "redcar", "rich", "richard",
    "robert", "root", "rugby", "safeguard", "safeguarding", "samsung", "sarah", "saturday",
    "school", "scotland", "secret", "september", "server", "sesame", "seven", "shadow", "shift",
    "sightline", "signin", "silver", "sister", "six", "smile", "soccer", "social", "soldier",
    "something", "sophie", "spider", "spiderman", "spring", "spurs", "star", "starwars", "steven",
    "stockton", "summer", "sunday", "sunderland", "sunny", "sunshine", "superman", "sweet",
    "sweetheart", "system", "team", "teesside", "ten", "tennis", "test", "testing", "thomas",
    "three", "thursday", "tiger", "tottenham", "trustno", "tuesday", "two", "united", "user",
    "villa", "wales", "warrior", "wednesday", "weekend", "welcome", "whatever", "white",
    "william", "windows", "winter", "wizard", "wolf", "work", "worker", "wsx", "yamaha", "yellow",
    "york", "yorkshire", "zxcv",
};
/* clang-format on */

const size_t sl_common_word_count = sizeof sl_common_words / sizeof sl_common_words[0];
