"""What goes out: notices to people, messages, mails and their links, and each delivery on its way."""
