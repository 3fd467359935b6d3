# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# What is measured: the sets, their files and columns, and the commands. Read by tools/bench,
# tools/bench-peers and bench/page.sh, at the root of the tree.

bin=build/release
work=build/bench
data=${SIGHTLINE_DATA:-../shared/data}/linkage
seed=7

labelled='febrl1 febrl2 febrl3 febrl4 fake_1000 historical_50k'

synthetic_id=id
synthetic_fields='given_name=given_name,surname=surname,dob=dob,sex=sex,postcode=postcode,phone=phone'

# files_of SET: the names of its files in the data folder.
files_of() {
    case $1 in
    febrl4) echo 'febrl_dataset4a.csv febrl_dataset4b.csv' ;;
    febrl*) echo "febrl_dataset${1#febrl}.csv" ;;
    *) echo "$1.csv" ;;
    esac
}

# fields_of SET: its columns and what they hold: all of them but the id and the truth.
fields_of() {
    case $1 in
    febrl*)
        printf %s 'given_name=given_name,surname=surname,street_number=house_number,'
        printf %s 'address_1=address,address_2=address,suburb=town,postcode=postcode,'
        printf %s 'state=category,date_of_birth=dob,soc_sec_id=identifier'
        ;;
    fake_1000) printf %s 'first_name=given_name,surname=surname,dob=dob,city=town,email=email' ;;
    historical_50k)
        printf %s 'full_name=full_name,first_and_surname=full_name,first_name=given_name,'
        printf %s 'surname=surname,dob=dob,birth_place=town,postcode_fake=postcode,gender=sex,'
        printf %s 'occupation=category'
        ;;
    esac
}

# goals_of SET: F1 of pairs and of B-cubed that it is to reach at the least; nothing without goals.
goals_of() {
    case $1 in
    febrl3 | febrl4) echo '0.999 0.999' ;;
    fake_1000) echo '0.95 0.96' ;;
    historical_50k) echo '0.965 0.970' ;;
    esac
}

id_of() {
    case $1 in febrl*) echo rec_id ;; *) echo unique_id ;; esac
}

# truth_of SET: how its files say who is who, as two arguments without blanks.
truth_of() {
    case $1 in
    febrl*) echo '--truth-from-id rec-([0-9]+)-' ;;
    *) echo '--truth-column cluster' ;;
    esac
}

# absent SET: the files of a set that cannot be read; nothing when it is complete.
absent() {
    for file in $(files_of "$1"); do
        [ -r "$data/$file" ] || printf '%s ' "$file"
    done
}

# json FILE PATH: one value of a JSON file, or nothing.
json() {
    [ -s "$1" ] || return 0
    awk -f bench/json.awk "$1" | awk -F '\t' -v path="$2" '$1 == path { print $2; exit }'
}

# make_people SIZE: synthetic people, made once; tells the file's path.
make_people() {
    people=$work/people-$1.csv
    if [ ! -s "$people" ] || [ "$bin/sightline-generate" -nt "$people" ]; then
        "$bin/sightline-measure" --json "$work/people-$1.time.json" \
            "$bin/sightline-generate" --records "$1" --seed $seed --people-truth --communities \
            --describe --out "$people" 2>"$work/people-$1.txt"
    fi
    echo "$people"
}
