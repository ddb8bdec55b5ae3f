import com.android.apksig.ApkSigner;
import com.android.apksig.ApkVerifier;
import java.io.File;
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Signs an APK with Google's own signer, aligns its libraries to 16 KB, and has the same tool verify it. */
class Sign {
    private static final int PAGE = 16 * 1024;
    private static final char[] PASSWORD = "android".toCharArray();

    /** {@code Sign KEYSTORE IN OUT}: the key is the only one of the store, as debug keys are. */
    public static void main(String[] words) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream file = new FileInputStream(words[0])) {
            store.load(file, PASSWORD);
        }
        String alias = store.aliases().nextElement();
        PrivateKey key = (PrivateKey) store.getKey(alias, PASSWORD);
        List<X509Certificate> chain = List.of((X509Certificate) store.getCertificate(alias));
        ApkSigner.SignerConfig signer = new ApkSigner.SignerConfig.Builder(alias, key, chain).build();
        File signed = new File(words[2]);
        new ApkSigner.Builder(List.of(signer))
                .setInputApk(new File(words[1]))
                .setOutputApk(signed)
                .setV1SigningEnabled(false)
                .setV2SigningEnabled(true)
                .setV3SigningEnabled(true)
                .setLibraryPageAlignmentBytes(PAGE)
                .build()
                .sign();
        ApkVerifier.Result result = new ApkVerifier.Builder(signed).build().verify();
        System.out.println("verified " + result.isVerified() + " v2 " + result.isVerifiedUsingV2Scheme() + " v3 " + result.isVerifiedUsingV3Scheme());
        result.getAllErrors().forEach(System.err::println);
    }
}
