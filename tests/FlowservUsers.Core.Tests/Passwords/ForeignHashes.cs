namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>Hashes made by other programs, with the passwords they are of.</summary>
internal static class ForeignHashes
{
    /// <summary>
    /// Made by crypt(3) of libxcrypt 4.4 through Python 3.11: <c>crypt.crypt(password, salt)</c> with a random salt of work
    /// factor 4 and the prefix in turn $2b$, $2a$, $2y$.
    /// </summary>
    public static readonly (string Password, string Hash)[] Crypt =
    [
        ("correct horse battery staple", "$2b$04$f5rKVrSzalJI77NhF9lt/.9R3wcRJJTM.WJZChyej620k5iGhDtL6"),
        ("correct horse battery staple", "$2a$04$2ehN1FqheyUvTmNm0kgwD.mpE5EYw9LPzp3YUWS/pEsPbPPu5zMvG"),
        ("correct horse battery staple", "$2y$04$6lDsUaSdL6EiGOgvtuRfB.9QvC/QoFj.08FIaH3/KAiVe3TpwOR9S"),
        ("a", "$2b$04$YcvUZHadBox.8kUwymVVQeimy0e5GyUbCIkWxn0vTE9caNn2SbQ1m"),
        ("a", "$2a$04$qmpM.lPhvQYP4hiw3JvbpOT9ki2pxMJiXwDq.Df2H3r5vBNKFD5rC"),
        ("a", "$2y$04$p71eWM1QT/8cA/D0fsJC7e/423NiCxwzlN1Ni2XipJT0t5TqgCTzy"),
        ("p\u00e4ssw\u00f6rd", "$2b$04$k2C/KckBELLLbnltpZrdROa53njTp2MAPn9w6xNc7gMfhQSQLyKWi"),
        ("p\u00e4ssw\u00f6rd", "$2a$04$q9BnpU.ZCgnOf3Y4w4uckessagynPGLOStFSHwsmwHdXPWm0SkGH2"),
        ("p\u00e4ssw\u00f6rd", "$2y$04$0VHLDJJJ87A3nOrLSBSxA.fOrNMqHdRcT4hTTZzIth8PMLqQl5gze"),
        ("\u65e5\u672c\u8a9e\u306e\u30d1\u30b9\u30ef\u30fc\u30c9", "$2b$04$TWXAeG27pQDwkAYCpkqpA.48P2FwBUoQfeX8WKGKmXM1Ja6fnFKky"),
        ("\u65e5\u672c\u8a9e\u306e\u30d1\u30b9\u30ef\u30fc\u30c9", "$2a$04$tFG5AUt77Kuif/zhHBEMFebGQIccr81Ky/6gegJiABLKG4ecNxAHa"),
        ("\u65e5\u672c\u8a9e\u306e\u30d1\u30b9\u30ef\u30fc\u30c9", "$2y$04$sVlFmR6d58Corlg8hKEeNe4jbluM8vZBEX6Sz424QpPjIS.PmPrx6"),
        ("\ud83d\ude00\ud83d\ude80 emoji", "$2b$04$z1KEB2XUHrCm3hVlYSxLLeKiSzlJjymBf35bF/Bqznf1QM/z6GyZa"),
        ("\ud83d\ude00\ud83d\ude80 emoji", "$2a$04$8FvMcPbI61akbLzP8cjiBuXROmQb5TPIXgm5GbD9Gafjjt1rAYOMa"),
        ("\ud83d\ude00\ud83d\ude80 emoji", "$2y$04$snA57uue8kx/uiZFui2jWu0NPcvWJytx5mNxS.3HrvIXzIPpqZSdu"),
        (" padded ", "$2b$04$9bSPNHCf.aVfnnrKhHNXIO5QVpCzD2eNP.p6aaQSJc0pOKWwXzXnq"),
        (" padded ", "$2a$04$lb.ZC2R/0hL8mUoi3YmoVuXYJaIDX3a22oN8VmwbVuDHMTMkFtccO"),
        (" padded ", "$2y$04$RXPMpeMToRTSjc7tk2KpIusm1QHapuSl40h5InLdH6OGi6AN.isPS"),
        (new string('x', 72), "$2b$04$LnuNbluo0wikfEwcQ0tyIupUvmsIvxUoAntuGcIwowna6.TPVCd8a"),
        (new string('x', 72), "$2a$04$Sr9QdbrvfCr83UwLiRO5Hu.9DRJOEZD09aXFlGYQF6yHhnbE86H.2"),
        (new string('x', 72), "$2y$04$3FH2jDjN/zbLAUMVnVe5Xuu/jN.v8eeK0DsaT2MujmT3rTqQlnv.."),
    ];

    /// <summary>The test vectors that OpenBSD's bcrypt and jBCrypt were published with ($2a$, work factors 6 and 8).</summary>
    public static readonly (string Password, string Hash)[] Published =
    [
        ("a", "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"),
        ("abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"),
        ("abcdefghijklmnopqrstuvwxyz", "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC"),
        ("~!@#$%^&*()      ~!@#$%^&*()PNBFRD", "$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO"),
        ("abc", "$2a$08$Ro0CUfOqk6cXEKf3dyaM7OhSCvnwM9s4wIX9JeLapehKK5YdLxKcm"),
    ];

    /// <summary>
    /// PBKDF2-HMAC-SHA256 in passlib's format. The two with the salts "salt" and "NaCl" are the first 32 bytes of the vectors
    /// of RFC 7914 section 11; the others were made by <c>hashlib.pbkdf2_hmac</c> of Python 3.11.
    /// </summary>
    public static readonly (string Password, string Hash)[] Pbkdf2 =
    [
        ("passwd", "$pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw"),
        ("Password", "$pbkdf2-sha256$80000$TmFDbA$TdzY9guYviGDDO5e8icB.WQaRBjQTAQUrv8Ih2s0q1Y"),
        ("correct horse battery staple", "$pbkdf2-sha256$29000$AAECAwQFBgcICQoLDA0ODw$m/kLywdyNwK9GV2kWntRGvZzmeiVsuqehNWlLst2eWY"),
        ("p\u00e4ssw\u00f6rd", "$pbkdf2-sha256$29000$//79/Pv6.fj39vX08/Lx8A$A8/0RBi5Ql16PrgeZ9DA5p70IbOmSWT/mvIiVjZrhSM"),
        ("a\u0000a", "$pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$iwNFm3eRU7oKzeuWY4fcJd.SUSappVYDmkmrUbw9z9E"),
        ("\ud83d\ude00\ud83d\ude80 emoji", "$pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$h.s6rKIDUTN039E.k09oO3OCN2Yryix7GF1HFzoiIRo"),
    ];

    /// <summary>A hash of "padded", as flowserv stores it for a password set as " padded " (made as the others of PBKDF2).</summary>
    public const string FlowservPadded =
        "$pbkdf2-sha256$29000$ABEiM0RVZneImaq7zN3u/w$iPGLFIPjJ6ApVxVopPepBn.1qIBnIHXv5TRgwitZlkk";
}
