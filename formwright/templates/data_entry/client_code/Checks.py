"""What a correct contact is. The page asks before it sends, the server before it keeps anything."""


def problem(contact):
    """What is wrong, as a sentence; "" if all is well."""
    if not contact.get("name"):
        return "Enter a name."
    if "@" not in contact.get("email", ""):
        return "An e-mail address has an @ in it."
    return ""
