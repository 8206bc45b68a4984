"""Values that would be recognised anywhere."""

MOBILE, MOBILE_2 = "+8613800571234", "+8613900574321"
SHORT, SHORT_2 = MOBILE.removeprefix("+86"), MOBILE_2.removeprefix("+86")
MAIL, MAIL_2 = "lin.wanwan@example.com", "zhao.qq@example.org"
MOBILE_3 = "13700576677"
CARD, CARD_2, CARD_3 = "32100219880101123X", "32100219880101456X", "32100219880101789X"
NOTE = "他父亲住院，先别催"
