"""The eighteen points of the proforma, by the keys of their fields."""

EIGHTEEN_POINTS = {
    "name",
    "guardian_name",
    "native_address",
    "current_address",
    "caste",
    "religion",
    "residence",
    "family_tree",
    "landmark",
    "station",
    "state",
    "district",
    "age",
    "education",
    "accused_name",
    "accused_address",
    "accused_station",
    "mobile",
}
